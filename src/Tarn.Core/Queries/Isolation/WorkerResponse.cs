using Tarn.Catalog;
using Tarn.Common;
using Tarn.Queries.Scanning;

namespace Tarn.Queries.Isolation;

/// <summary>What a worker says when a statement has ended, as one line of JSON on its standard output.</summary>
internal sealed record WorkerResponse
{
    /// <summary>Null when it went well.</summary>
    public WorkerError? Error { get; init; }

    public IReadOnlyList<WorkerColumn> Columns { get; init; } = [];

    /// <summary>As of <see cref="QueryShape.Inputs"/>; asked for with <see cref="WorkerTask.Shape"/> only.</summary>
    public IReadOnlyList<TableName> Inputs { get; init; } = [];

    public IReadOnlyList<ScannedTable> Scanned { get; init; } = [];

    /// <summary>Asked for with <see cref="WorkerTask.Estimate"/> only.</summary>
    public IReadOnlyList<ScanEstimate>? Estimates { get; init; }

    /// <summary>Null when it was not measured.</summary>
    public long? BytesScanned { get; init; }

    public IReadOnlyList<UnreadableFile> Unreadable { get; init; } = [];

    public IReadOnlyList<UnfitColumn> Unfit { get; init; } = [];

    public IReadOnlyList<UnreadableLine> Lines { get; init; } = [];
}

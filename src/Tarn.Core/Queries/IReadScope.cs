using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Queries.Scanning;

namespace Tarn.Queries;

/// <summary>A connection in which a statement can be run, and what the statement is given to read.</summary>
internal interface IReadScope : IAsyncDisposable
{
    DuckConnection Connection { get; }

    IReadOnlyList<ScannedTable> Scanned { get; }

    /// <summary>Bytes read from files; null until the rows have been read, and when nobody counts.</summary>
    long? BytesScanned => Connection.LastBytesRead;

    /// <summary>What the statement would read, when somebody has found out already; else null.</summary>
    IReadOnlyList<ScanEstimate>? Estimates => null;

    /// <summary>Files that could not be opened; their rows are missing.</summary>
    IReadOnlyList<UnreadableFile> Unreadable { get; }

    /// <summary>Columns in which values were met that do not fit their types.</summary>
    IReadOnlyList<UnfitColumn> Unfit { get; }

    /// <summary>Lines of text files that the engine could not split into columns, up to now.</summary>
    Task<IReadOnlyList<UnreadableLine>> UnreadableLinesAsync(CancellationToken cancellationToken);
}

using Tarn.Common;

namespace Tarn.Catalog;

/// <summary>A table as it is now, as far as a listing goes.</summary>
public sealed record TableSummary
{
    public required TableName Name { get; init; }

    public required TableKind Kind { get; init; }

    public string? Description { get; init; }

    /// <summary>Bucket and key prefix or patterns; null for a view.</summary>
    public string? Location { get; init; }

    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Newest version of a managed table; null when it has no data yet, and for other kinds.</summary>
    public long? Version { get; init; }

    /// <summary>When the newest version was committed or the newest file was written.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public long? Files { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Number of rows where it is known without reading them.</summary>
    public long? Rows { get; init; }
}

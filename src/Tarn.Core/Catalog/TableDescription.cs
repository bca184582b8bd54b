using Tarn.Common;

namespace Tarn.Catalog;

/// <summary>What there is to say about a table as it is now.</summary>
public sealed record TableDescription
{
    public required TableName Name { get; init; }

    /// <summary>managed, files or view.</summary>
    public required string Kind { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<ColumnDescription> Columns { get; init; }

    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Bucket and key prefix or patterns; null for a view.</summary>
    public string? Location { get; init; }

    /// <summary>Newest version of a managed table; null when it has no data yet, and for other kinds.</summary>
    public long? Version { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public long? Files { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Number of rows where it is known without reading them.</summary>
    public long? Rows { get; init; }
}

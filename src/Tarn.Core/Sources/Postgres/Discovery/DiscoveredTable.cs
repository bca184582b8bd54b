namespace Tarn.Sources.Postgres.Discovery;

/// <summary>A table or view that was found, and how it might be read.</summary>
public sealed record DiscoveredTable
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>table, partitioned table, view, materialized view, foreign table.</summary>
    public required string Kind { get; init; }

    /// <summary>By the server's last count; null when it never counted.</summary>
    public required long? RowsAbout { get; init; }

    /// <summary>With what lies beside it; 0 for a view.</summary>
    public required long Bytes { get; init; }

    public required IReadOnlyList<DiscoveredColumn> Columns { get; init; }

    /// <summary>The primary key's columns; empty without one.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Whether the user may read it.</summary>
    public required bool CanRead { get; init; }

    /// <summary>How what is new could be found; null for all rows each time.</summary>
    public SourceIncrement? Increment { get; init; }

    public SourceStrategy Strategy { get; init; }
}

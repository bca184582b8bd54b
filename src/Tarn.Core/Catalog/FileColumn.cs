namespace Tarn.Catalog;

/// <summary>One declared column of a raw table.</summary>
public sealed record FileColumn
{
    public required string Name { get; init; }

    /// <summary>The type it is read as, in DuckDB's spelling.</summary>
    public required string EngineType { get; init; }

    /// <summary>
    /// Other names the column has in files. The name itself always counts. A file without any of them reads null.
    /// </summary>
    public IReadOnlyList<string> From { get; init; } = [];

    public string? Description { get; init; }
}

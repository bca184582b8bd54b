namespace Tarn.Catalog;

/// <summary>One column of a table for people to read.</summary>
/// <param name="Type">In DuckDB's spelling; null while the table has no data.</param>
/// <param name="Nullable">Null while the table has no data.</param>
public sealed record ColumnDescription(string Name, string? Type, bool? Nullable, string? Description);

namespace Tarn.Catalog.External;

/// <summary>How a column is made from what a file has.</summary>
/// <param name="Sql">The value, null where it cannot be made.</param>
/// <param name="Source">SQL of what it is made from; null when it can always be made.</param>
internal readonly record struct ColumnValue(string Sql, string? Source);

namespace Tarn.Catalog;

/// <summary>One column of a table for people to read.</summary>
public sealed record ColumnDescription(string Name, string Type, bool Nullable, string? Description);

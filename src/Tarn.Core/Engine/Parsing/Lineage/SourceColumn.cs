namespace Tarn.Engine.Parsing.Lineage;

/// <summary>A column of a table that a query reads.</summary>
/// <param name="Schema">As the query names it; null when it does not.</param>
/// <param name="Table">As the query names it.</param>
/// <param name="Column">As the table spells it.</param>
public sealed record SourceColumn(string? Schema, string Table, string Column);

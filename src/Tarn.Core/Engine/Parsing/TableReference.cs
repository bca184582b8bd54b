namespace Tarn.Engine.Parsing;

/// <summary>A place in a query that reads a table (or a file named like one, in quotes).</summary>
/// <param name="Schema">Null when the query gives none.</param>
/// <param name="Table">Name as written.</param>
/// <param name="Position">Where the reference starts: offset in characters from 0.</param>
/// <param name="Predicates">Conditions that all hold for the rows used here; sound, but not all there are.</param>
public sealed record TableReference(
    string? Schema, string Table, int Position, IReadOnlyList<ColumnPredicate> Predicates)
{
    /// <summary>The attached database in front of the schema; null when the query gives none.</summary>
    public string? Catalog { get; init; }
}

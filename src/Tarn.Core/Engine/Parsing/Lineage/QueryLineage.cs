namespace Tarn.Engine.Parsing.Lineage;

/// <summary>Where the columns and rows of a query's result come from.</summary>
public sealed record QueryLineage
{
    public required IReadOnlyList<OutputColumn> Columns { get; init; }

    /// <summary>Columns that decide which rows there are, what they are joined with, and their order.</summary>
    public required IReadOnlyList<LineageSource> Rows { get; init; }
}

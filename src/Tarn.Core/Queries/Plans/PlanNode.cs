namespace Tarn.Queries.Plans;

/// <summary>One operator of a plan.</summary>
/// <param name="Operator">As the engine calls it, such as <c>HASH_JOIN</c>; <c>SCAN</c> reads a table.</param>
/// <param name="Table">The catalog's name of the table that a scan reads; null for all else.</param>
/// <param name="Details">What the engine says of it: projections, filters, conditions.</param>
/// <param name="Children">Where its rows come from.</param>
public sealed record PlanNode(
    string Operator, string? Table, IReadOnlyDictionary<string, string> Details, IReadOnlyList<PlanNode> Children)
{
    /// <summary>How many rows the engine expects from it; null when it does not say.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>Rows that it gave; null when the plan was not run.</summary>
    public long? Rows { get; init; }

    /// <summary>Spent in it, all threads together; null when the plan was not run.</summary>
    public double? Seconds { get; init; }
}

namespace Tarn.Queries.Plans;

/// <summary>What a statement reads, as <c>EXPLAIN (TYPE IO)</c> tells it.</summary>
public sealed record InputTables(IReadOnlyList<InputTable> InputTableColumnInfos)
{
    /// <summary>That it writes; null for a query.</summary>
    public NamedTable? OutputTable { get; init; }
}

namespace Tarn.Queries.Plans;

/// <summary>How the engine runs a query.</summary>
/// <param name="Tables">It reads.</param>
/// <param name="Root">The operator that gives the result.</param>
public sealed record QueryPlan(IReadOnlyList<PlanTable> Tables, PlanNode Root)
{
    /// <summary>How long it took, in seconds; null when it was not run.</summary>
    public double? Seconds { get; init; }

    /// <summary>Read from files; null when it was not run.</summary>
    public long? BytesRead { get; init; }
}

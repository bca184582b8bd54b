namespace Tarn.Engine;

/// <summary>What one operator of a plan did.</summary>
/// <param name="Name">Such as <c>HASH_JOIN</c>.</param>
/// <param name="Rows">Rows it produced.</param>
/// <param name="Seconds">Time spent in it, all threads together.</param>
/// <param name="Extra">Facts the engine gives: filters, projections, files.</param>
public sealed record OperatorProfile(
    string Name,
    long Rows,
    double Seconds,
    IReadOnlyDictionary<string, string> Extra,
    IReadOnlyList<OperatorProfile> Children);

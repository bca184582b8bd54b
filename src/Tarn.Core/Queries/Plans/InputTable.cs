namespace Tarn.Queries.Plans;

/// <summary>One table that is read.</summary>
/// <param name="Conditions">By which its files are chosen.</param>
/// <param name="Estimate">What is read at most.</param>
public sealed record InputTable(NamedTable Table, IReadOnlyList<string> Conditions, InputEstimate Estimate);

namespace Tarn.Queries.Plans;

/// <summary>What is read of a table at most.</summary>
public sealed record InputEstimate(long Files, long OutputSizeInBytes);

namespace Tarn.Queries;

/// <summary>A query's result that was written to a file.</summary>
/// <param name="Rows">How many it has.</param>
/// <param name="Omissions">What it lacks.</param>
/// <param name="Statistics">What it took.</param>
public sealed record WrittenResult(long Rows, QueryOmissions Omissions, QueryStatistics Statistics);

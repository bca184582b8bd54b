namespace Tarn.Queries.Executions;

/// <summary>How far the executions of earlier processes are known to be finished.</summary>
/// <param name="Before">Orders of executions that come before it are.</param>
internal sealed record SettledMark(string Before);

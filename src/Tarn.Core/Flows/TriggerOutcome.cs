namespace Tarn.Flows;

/// <summary>What came of starting a trigger's actions.</summary>
/// <param name="Started">How many run now.</param>
/// <param name="BusyJob">A job that has as many runs as it may; null when there was none.</param>
/// <param name="BusyCrawler">A crawler that crawls already; null when there was none.</param>
public sealed record TriggerOutcome(int Started, string? BusyJob, string? BusyCrawler)
{
    /// <summary>A workflow that has as many runs as it may; null when there was none.</summary>
    public string? BusyWorkflow { get; init; }
}

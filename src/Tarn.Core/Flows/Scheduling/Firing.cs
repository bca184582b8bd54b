namespace Tarn.Flows.Scheduling;

/// <summary>A moment of a schedule, and the run that it starts.</summary>
/// <param name="Key">Of the schedule.</param>
/// <param name="Moment">When it was due.</param>
/// <param name="RunId">Of the run.</param>
public sealed record Firing(string Key, DateTimeOffset Moment, string RunId);

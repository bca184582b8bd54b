namespace Tarn.Observability;

/// <summary>A run that has not ended by the time that it is given.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Of the job, crawler or workflow.</param>
/// <param name="Id">Of the run.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record WorkLateness(WorkSubject Kind, string Name, string Id, DateTimeOffset StartedAt);

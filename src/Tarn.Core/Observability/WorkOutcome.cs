namespace Tarn.Observability;

/// <summary>How a piece of work ended that has a name: a run of a job, a crawl, a run of a workflow.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Name">Of the job, crawler or workflow.</param>
/// <param name="Id">Of the run; sortable by time among those of the same name.</param>
/// <param name="Result">How it ended.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Error">Why it failed, in words; null when it did not.</param>
public sealed record WorkOutcome(
    WorkSubject Kind,
    string Name,
    string Id,
    WorkResult Result,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string? Error);

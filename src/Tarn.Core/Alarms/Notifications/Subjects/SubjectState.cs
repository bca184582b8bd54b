using Tarn.Observability;

namespace Tarn.Alarms.Notifications.Subjects;

/// <summary>What people know of a job, crawler or workflow; also the document that is kept of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Of it.</param>
public sealed record SubjectState(WorkSubject Kind, string Name)
{
    /// <summary>The end that was looked at last; null when none was.</summary>
    public string? RunId { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null while it works.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Failures since then.</summary>
    public int Failures { get; init; }

    /// <summary>When that it fails was told last.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When it was told to be late; null while it is on time.</summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>The last success that is known, or when it was looked at first.</summary>
    public DateTimeOffset? OnTimeAt { get; init; }

    /// <summary>The run that was told to take too long; null when none was.</summary>
    public string? SlowRunId { get; init; }

    /// <summary>Whether people were told that something is wrong with it.</summary>
    public bool IsTroubled => FailingSince is not null || LateSince is not null;
}

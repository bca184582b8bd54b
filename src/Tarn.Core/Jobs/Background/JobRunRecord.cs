using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Background;

/// <summary>A run of a job that was started in the background; also the document that is kept of it.</summary>
public sealed record JobRunRecord
{
    /// <summary>That of the run in the history; sortable by time.</summary>
    public required string Id { get; init; }

    public required string Job { get; init; }

    /// <summary>0 of a run that was started, counted up by those that begin it again.</summary>
    public int Attempt { get; init; }

    /// <summary>The run that this one begins again; null when it does not.</summary>
    public string? PreviousId { get; init; }

    /// <summary>The trigger that started it; null when none did.</summary>
    public string? Trigger { get; init; }

    /// <summary>Who started it; null in records of before.</summary>
    public RunOrigin? Origin { get; init; }

    public required JobRunState State { get; init; }

    /// <summary>As they were given.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public int? TimeoutMinutes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    public bool HasEnded => State is not (JobRunState.Waiting or JobRunState.Running or JobRunState.Stopping);
}

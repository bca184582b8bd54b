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

    /// <summary>How many of the attempts before failed and were tried again, as the job says.</summary>
    public int Retries { get; init; }

    /// <summary>How many of the attempts before did not end because their process did.</summary>
    public int Interruptions { get; init; }

    /// <summary>The trigger that started it; null when none did.</summary>
    public string? Trigger { get; init; }

    /// <summary>Who started it; null in records of before.</summary>
    public RunOrigin? Origin { get; init; }

    public required JobRunState State { get; init; }

    /// <summary>As they were given.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public int? TimeoutMinutes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its schedule had it begin; null: nothing had.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it is begun again when the process ends before it does.</summary>
    internal bool IsBegunAgain => Origin is { Kind: RunOriginKind.Schedule or RunOriginKind.Trigger };

    public bool HasEnded => State is not (JobRunState.Waiting or JobRunState.Running or JobRunState.Stopping);

    /// <summary>The run that begins this one again.</summary>
    internal JobRunRecord Again(DateTimeOffset now) => this with
    {
        Id = AttemptIds.Next(Id),
        Attempt = Attempt + 1,
        PreviousId = Id,
        State = JobRunState.Waiting,
        StartedAt = now,
        ChangedAt = now,
        EndedAt = null,
        Error = null,
    };
}

using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Background;

/// <summary>What is asked for when a job is started.</summary>
/// <param name="Job">Its name.</param>
public sealed record JobStart(string Job)
{
    /// <summary>Of this run; <see cref="Stored.JobArguments"/> says which mean something.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>From when it has its turn; null is what the job says.</summary>
    public int? TimeoutMinutes { get; init; }

    /// <summary>The trigger that starts it; null when none does.</summary>
    public string? Trigger { get; init; }

    /// <summary>Who starts it; null when nobody says.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>When a schedule had it begin, from which its lateness counts; null: it counts from now.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Of the run; when there is one of it already, none is started. Null makes one.</summary>
    public string? RunId { get; init; }

    /// <summary>A run that has ended and is to be done once more, with its arguments; null for a new one.</summary>
    public string? Again { get; init; }
}

using Tarn.Jobs.Runs;
using Tarn.Observability;

namespace Tarn.Jobs.Background;

/// <summary>A run as far as it is known: its report, its record as one in the background, or both.</summary>
/// <param name="Id">Of the run.</param>
/// <param name="Record">Null when it was not started in the background.</param>
/// <param name="Report">Null when it has not begun, or never did.</param>
public sealed record KnownRun(string Id, JobRunRecord? Record, RunReport? Report)
{
    public IReadOnlyList<string> Jobs => Report?.Jobs ?? [Record!.Job];

    public DateTimeOffset StartedAt => Record?.StartedAt ?? Report!.StartedAt;

    /// <summary>Null while it has not ended.</summary>
    public DateTimeOffset? EndedAt => Record?.EndedAt ?? Report?.FinishedAt;

    public RunOrigin? Origin => Record?.Origin ?? Report?.Origin;

    public int Attempt => Record?.Attempt ?? Report!.Attempt;

    /// <summary>The run that it does again; null when it does not.</summary>
    public string? PreviousId => Record?.PreviousId ?? Report?.PreviousId;

    /// <summary>How it stands, by the record while there is no end in the report.</summary>
    public JobRunState State => Record?.State ?? Report!.State switch
    {
        RunState.Succeeded or RunState.UpToDate => JobRunState.Succeeded,
        RunState.Failed => JobRunState.Failed,
        RunState.Cancelled => JobRunState.Stopped,
        RunState.Running => JobRunState.Running,
        _ => JobRunState.Interrupted,
    };

    public bool HasEnded => State is not (JobRunState.Waiting or JobRunState.Running or JobRunState.Stopping);

    /// <summary>
    /// What those are told who want to know; empty while it has not ended, and where another attempt follows.
    /// </summary>
    public IEnumerable<WorkOutcome> Outcomes =>
        !HasEnded || Record is { State: JobRunState.Interrupted, IsBegunAgain: true } ? []
        : Record is { State: not JobRunState.Interrupted } record ? [JobRunRecords.OutcomeOf(record)]
        : Report is null ? []
        : RunOutcomes.Of(Report);
}

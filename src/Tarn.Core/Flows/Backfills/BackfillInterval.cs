using Tarn.Flows.Runs;

namespace Tarn.Flows.Backfills;

/// <summary>How far one interval of a backfill is.</summary>
/// <param name="Start">As the run gets it.</param>
/// <param name="End">As the run gets it; does not belong to the interval.</param>
public sealed record BackfillInterval(string Start, string End)
{
    /// <summary>Of the run for it; null when none was made.</summary>
    public string? RunId { get; init; }

    /// <summary>How the run stands; null when there is none.</summary>
    public WorkflowRunState? State { get; init; }

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsDone => State == WorkflowRunState.Succeeded;

    internal string Key => $"{Start}/{End}";
}

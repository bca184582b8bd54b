using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>What somebody decides of a step that waits for it.</summary>
/// <param name="IsApproved">If not, the step fails.</param>
/// <param name="By">Who.</param>
/// <param name="Comment">Why; null: nobody says.</param>
public sealed record Decision(bool IsApproved, string By, string? Comment)
{
    /// <summary>False when the step does not wait for it.</summary>
    internal async Task<bool> TryApplyAsync(LiveWorkflowRun live, string name, DateTimeOffset now)
    {
        bool isApplied = false;
        await live.ChangeAsync(run =>
        {
            if (run.Steps.GetValueOrDefault(name) is not { HasEnded: false, NeedsApproval: true } step)
            {
                return run;
            }

            isApplied = true;
            return run with { Steps = new Dictionary<string, StepRun>(run.Steps) { [name] = Decided(step, now) } };
        });
        return isApplied;
    }

    private StepRun Decided(StepRun step, DateTimeOffset now)
    {
        Dictionary<string, string> outputs = new() { ["by"] = By };
        if (Comment is not null)
        {
            outputs["comment"] = Comment;
        }

        return step with
        {
            State = IsApproved ? StepState.Succeeded : StepState.Failed,
            NeedsApproval = false,
            EndedAt = now,
            Outputs = outputs,
            Error = IsApproved ? null : $"{By} did not approve{(Comment is null ? "" : $": {Comment}")}",
        };
    }
}

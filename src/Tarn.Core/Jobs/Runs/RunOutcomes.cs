using Tarn.Observability;

namespace Tarn.Jobs.Runs;

/// <summary>From reports of runs to how each of their jobs ended.</summary>
public static class RunOutcomes
{
    internal static void Tell(RunReport report, IWorkListener listener)
    {
        foreach (WorkOutcome outcome in Of(report))
        {
            listener.Ended(outcome);
        }
    }

    /// <summary>
    /// One of each job whose state the run says something about: a run of some of its models that succeeded does not.
    /// </summary>
    public static IEnumerable<WorkOutcome> Of(RunReport report)
    {
        foreach (string job in report.Jobs)
        {
            StepReport[] steps = [.. report.Steps.Where(step => step.Job == job)];
            WorkResult result = ResultOf(report, steps);
            if (result == WorkResult.Failed || report.Select.Count == 0)
            {
                yield return new WorkOutcome(
                    WorkSubject.Job,
                    job,
                    report.RunId,
                    result,
                    report.StartedAt,
                    report.FinishedAt ?? report.StartedAt,
                    result == WorkResult.Failed ? ErrorOf(report, steps) : null);
            }
        }
    }

    private static WorkResult ResultOf(RunReport report, StepReport[] steps) =>
        steps.Any(step => step.State is RunState.Failed or RunState.Skipped) || report.State == RunState.Interrupted
            ? WorkResult.Failed
            : report.State == RunState.Cancelled ? WorkResult.Stopped
            : WorkResult.Succeeded;

    private static string ErrorOf(RunReport report, StepReport[] steps)
    {
        if (report.State == RunState.Interrupted)
        {
            return "the process ended before the run did";
        }

        IEnumerable<string> errors = steps
            .Where(step => step.Error is not null)
            .Select(step => $"{step.Table}: {step.ErrorCode}: {step.Error}");
        IEnumerable<string> notes = steps
            .Where(step => step.State == RunState.Skipped)
            .Select(step => $"{step.Table}: {string.Join("; ", step.Notes)}");
        return string.Join("\n", errors.Concat(notes));
    }
}

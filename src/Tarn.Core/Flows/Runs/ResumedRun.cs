using Tarn.Common;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>A run that takes up an earlier one.</summary>
internal static class ResumedRun
{
    /// <summary>The new run, to which id and time are still to be given.</summary>
    /// <param name="earlier">Has ended.</param>
    /// <param name="steps">To be done again with all behind them; null: those that have not succeeded.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: no such step; <c>TN9103</c>: it has not ended, or nothing is left to do.
    /// </exception>
    public static WorkflowRun Of(WorkflowRun earlier, IReadOnlyList<string>? steps)
    {
        if (!earlier.HasEnded)
        {
            throw new TarnException(
                ErrorCodes.WorkflowEnded, $"run '{earlier.Id}' of workflow '{earlier.Workflow}' has not ended");
        }

        HashSet<string> again = BehindOf(earlier.Definition, steps is null ? LeftOf(earlier) : Known(earlier, steps));
        if (again.Count == 0)
        {
            throw new TarnException(
                ErrorCodes.WorkflowEnded,
                $"all steps of run '{earlier.Id}' of workflow '{earlier.Workflow}' have succeeded");
        }

        return earlier with
        {
            Id = "",
            PreviousId = earlier.Id,
            State = WorkflowRunState.Queued,
            Steps = Kept(earlier, again, keepsItems: steps is null),
            BeganAt = null,
            EndedAt = null,
            IsLate = false,
            Error = null,
        };
    }

    private static IEnumerable<string> LeftOf(WorkflowRun run) => run.Definition.Steps
        .Where(step => run.Steps.GetValueOrDefault(step.Name)?.State
            is not (StepState.Succeeded or StepState.Skipped))
        .Where(step => step.Phase == StepPhase.Main)
        .Select(step => step.Name);

    private static IEnumerable<string> Known(WorkflowRun run, IReadOnlyList<string> steps)
    {
        string[] known = [.. run.Definition.Steps.Select(step => step.Name)];
        return steps.FirstOrDefault(step => !known.Contains(step)) is not { } unknown
            ? steps
            : throw new TarnException(ErrorCodes.UnknownName, $"workflow '{run.Workflow}' has no step '{unknown}'")
            {
                Hint = Suggestion.DidYouMean(unknown, known),
            };
    }

    /// <summary>Those steps and all that wait for them; what catches and ends a run goes with them.</summary>
    private static HashSet<string> BehindOf(WorkflowDefinition definition, IEnumerable<string> steps)
    {
        HashSet<string> again = [.. steps];
        if (again.Count == 0)
        {
            return again;
        }

        again.UnionWith(definition.Steps.Where(step => step.Phase != StepPhase.Main).Select(step => step.Name));
        int before;
        do
        {
            before = again.Count;
            again.UnionWith(definition.Steps
                .Where(step => step.Conditions.Any(condition => condition.Steps.Any(again.Contains)))
                .Select(step => step.Name));
        }
        while (again.Count > before);
        return again;
    }

    private static Dictionary<string, StepRun> Kept(
        WorkflowRun earlier, HashSet<string> again, bool keepsItems)
    {
        Dictionary<string, StepRun> kept = earlier.Steps
            .Where(step => !again.Contains(step.Key.Split('[')[0]))
            .ToDictionary();

        if (!keepsItems)
        {
            return kept;
        }

        // Of a step that is done for several items, those that have succeeded stay.
        foreach (StepDefinition step in earlier.Definition.Steps.Where(step => !IsBehind(step, again)))
        {
            if (earlier.Steps.GetValueOrDefault(step.Name) is { Items: { } items } all && again.Contains(step.Name))
            {
                kept[all.Name] = all with { State = StepState.Running, EndedAt = null, Error = null };
                IEnumerable<string> names = items.Select((_, place) => StepRunner.NameOf(all.Name, place));
                foreach (string name in names)
                {
                    if (earlier.Steps.GetValueOrDefault(name) is { State: StepState.Succeeded } done)
                    {
                        kept[name] = done;
                    }
                }
            }
        }

        return kept;
    }

    private static bool IsBehind(StepDefinition step, HashSet<string> again) =>
        step.Conditions.Any(condition => condition.Steps.Any(again.Contains));
}

using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>Whether a step can begin.</summary>
/// <param name="IsReady">Its conditions are met.</param>
/// <param name="NeverBecause">Why they never will be; null while they may.</param>
internal sealed record StepReadiness(bool IsReady, string? NeverBecause)
{
    private static readonly StepReadiness Ready = new(IsReady: true, NeverBecause: null);
    private static readonly StepReadiness NotYet = new(IsReady: false, NeverBecause: null);

    public static StepReadiness Of(StepDefinition step, IReadOnlyDictionary<string, StepRun> steps)
    {
        if (step.Conditions.Count == 0)
        {
            return Ready;
        }

        bool[] met = [.. step.Conditions.Select(condition => IsMet(condition, steps))];
        if (step.IsAnyEnough ? met.Contains(true) : !met.Contains(false))
        {
            return Ready;
        }

        StepCondition[] lost = [.. step.Conditions.Where(condition => IsLost(condition, steps))];
        return lost.Length == 0 || (step.IsAnyEnough && lost.Length < step.Conditions.Count)
            ? NotYet
            : new StepReadiness(IsReady: false, Reason(lost[0], steps));
    }

    private static bool IsMet(StepCondition condition, IReadOnlyDictionary<string, StepRun> steps) => condition.Steps
        .Any(name => steps.TryGetValue(name, out StepRun? step)
            && step.HasEnded && condition.States.Contains(step.State));

    private static bool IsLost(StepCondition condition, IReadOnlyDictionary<string, StepRun> steps) =>
        !IsMet(condition, steps)
        && condition.Steps.All(name => steps.TryGetValue(name, out StepRun? step) && step.HasEnded);

    private static string Reason(StepCondition condition, IReadOnlyDictionary<string, StepRun> steps)
    {
        if (condition.Steps is not [var name, ..])
        {
            return "what it waits for is not part of the workflow";
        }

        string wanted = string.Join(" or ", condition.States.Select(RunValues.WordOf));
        return $"step '{name}' is {RunValues.WordOf(steps[name].State)}, not {wanted}";
    }
}

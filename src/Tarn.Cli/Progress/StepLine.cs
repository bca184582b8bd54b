using Tarn.Cli.Output;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>How a step ended, on one line.</summary>
internal static class StepLine
{
    public static string Of(StepReport step, Palette palette)
    {
        string state = RunStates.Coloured(step.State, palette);
        return step.State switch
        {
            RunState.Succeeded => $"{step.Table}: {state}, {Counts(step)} in {ValueText.Seconds(step.Seconds)}",
            RunState.Failed => $"{step.Table}: {state}, {step.ErrorCode}: {step.Error}",
            _ => $"{step.Table}: {state}",
        };
    }

    private static string Counts(StepReport step)
    {
        (long Rows, string What)[] lost =
        [
            (step.RowsDropped, "dropped"), (step.RowsQuarantined, "quarantined"), (step.RowsDeleted, "deleted"),
        ];
        IEnumerable<string> told = lost.Where(part => part.Rows > 0)
            .Select(part => $", {ValueText.Count(part.Rows)} {part.What}");
        return $"{ValueText.Count(step.RowsHandled)} rows in, {ValueText.Count(step.RowsOut)} out{string.Concat(told)}";
    }
}

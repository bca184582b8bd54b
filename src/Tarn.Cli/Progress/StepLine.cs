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
        string lost = (step.RowsDropped, step.RowsQuarantined) switch
        {
            (0, 0) => "",
            (var dropped, 0) => $", {ValueText.Count(dropped)} dropped",
            (0, var quarantined) => $", {ValueText.Count(quarantined)} quarantined",
            var (dropped, quarantined) =>
                $", {ValueText.Count(dropped)} dropped, {ValueText.Count(quarantined)} quarantined",
        };
        return $"{ValueText.Count(step.RowsHandled)} rows in, {ValueText.Count(step.RowsOut)} out{lost}";
    }
}

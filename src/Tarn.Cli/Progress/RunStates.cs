using Tarn.Cli.Output;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>States in words.</summary>
internal static class RunStates
{
    public static string Text(RunState state) => state switch
    {
        RunState.UpToDate => "up to date",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>As the report has it once the run has ended, else as it stands in the background.</summary>
    public static string Text(KnownRun run) =>
        run.Report is { State: not RunState.Running } report && run.State != JobRunState.TimedOut
            ? Text(report.State)
            : run.State == JobRunState.TimedOut ? "timed out"
            : run.State.ToString().ToLowerInvariant();

    public static string Coloured(RunState state, Palette palette) => state switch
    {
        RunState.Succeeded or RunState.UpToDate => palette.Green(Text(state)),
        RunState.Failed => palette.Red(Text(state)),
        _ => palette.Yellow(Text(state)),
    };
}

using Tarn.Cli.Output;
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

    public static string Coloured(RunState state, Palette palette) => state switch
    {
        RunState.Succeeded or RunState.UpToDate => palette.Green(Text(state)),
        RunState.Failed => palette.Red(Text(state)),
        _ => palette.Yellow(Text(state)),
    };
}

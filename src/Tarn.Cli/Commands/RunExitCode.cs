using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

internal static class RunExitCode
{
    public static ExitCode Of(RunReport run) => run.State switch
    {
        RunState.Succeeded or RunState.UpToDate => ExitCode.Ok,
        RunState.Cancelled => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}

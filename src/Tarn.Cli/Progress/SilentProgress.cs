using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>For <c>--quiet</c>.</summary>
internal sealed class SilentProgress : IRunObserver
{
    public void RunStarted(string runId, IReadOnlyList<string> tables)
    {
    }

    public void StepStarted(string table)
    {
    }

    public void StepProgressed(string table, double percent, string phase)
    {
    }

    public void StepFinished(StepReport step)
    {
    }
}

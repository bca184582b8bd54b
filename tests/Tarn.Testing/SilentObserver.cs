using Tarn.Jobs.Runs;

namespace Tarn.Testing;

/// <summary>Ignores what it is told.</summary>
public sealed class SilentObserver : IRunObserver
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

using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Background;

/// <summary>Of a run that nobody looks at directly: what happens is read from the history.</summary>
internal sealed class UnseenRun : IRunObserver
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

using Tarn.Jobs.Runs;

namespace Tarn.Bench;

/// <summary>Measures each step of a run: planning, reading, writing, checking, fsync and commit.</summary>
internal sealed class StepMeter : IRunObserver
{
    private Cost _start;

    /// <summary>By table, of the run last observed.</summary>
    public Dictionary<string, Cost> Costs { get; } = [];

    public void RunStarted(string runId, IReadOnlyList<string> tables) => Costs.Clear();

    public void StepStarted(string table) => _start = Cost.Now;

    public void StepProgressed(string table, double percent, string phase)
    {
    }

    public void StepFinished(StepReport step) => Costs[step.Table] = Cost.Now - _start;
}

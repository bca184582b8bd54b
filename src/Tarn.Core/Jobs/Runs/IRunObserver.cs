namespace Tarn.Jobs.Runs;

/// <summary>Told how a run goes while it goes; calls come one at a time.</summary>
public interface IRunObserver
{
    void RunStarted(string runId, IReadOnlyList<string> tables);

    void StepStarted(string table);

    /// <summary>How far the step is, in percent, and what it does now: reading, checking, committing.</summary>
    void StepProgressed(string table, double percent, string phase);

    void StepFinished(StepReport step);
}

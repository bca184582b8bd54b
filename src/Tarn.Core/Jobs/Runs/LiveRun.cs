namespace Tarn.Jobs.Runs;

/// <summary>A run that is under way: it hears what the run tells, and hands it on. Thread-safe.</summary>
public sealed class LiveRun : IRunObserver, IDisposable
{
    private readonly LiveRuns _runs;
    private readonly IRunObserver _observer;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _lock = new();
    private LiveStep? _step;

    internal LiveRun(LiveRuns runs, RunReport begun, IRunObserver observer, CancellationToken cancellationToken)
    {
        _runs = runs;
        Begun = begun;
        _observer = observer;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The report as it was when the run began.</summary>
    public RunReport Begun { get; }

    /// <summary>The step at work; null between steps.</summary>
    public LiveStep? Step
    {
        get
        {
            lock (_lock)
            {
                return _step;
            }
        }
    }

    internal CancellationToken Token => _stop.Token;

    public void RunStarted(string runId, IReadOnlyList<string> tables) => _observer.RunStarted(runId, tables);

    public void StepStarted(string table)
    {
        SetStep(new LiveStep(table, Percent: 0, Phase: "starting"));
        _observer.StepStarted(table);
    }

    public void StepProgressed(string table, double percent, string phase)
    {
        SetStep(new LiveStep(table, percent, phase));
        _observer.StepProgressed(table, percent, phase);
    }

    public void StepFinished(StepReport step)
    {
        SetStep(null);
        _observer.StepFinished(step);
    }

    public void Dispose()
    {
        _runs.End(Begun.RunId);
        _stop.Dispose();
    }

    internal void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
    }

    private void SetStep(LiveStep? step)
    {
        lock (_lock)
        {
            _step = step;
        }
    }
}

using Tarn.Common;

namespace Tarn.Flows.Runs;

/// <summary>A run that has not ended, in the process that drives it. Thread-safe.</summary>
internal sealed class LiveWorkflowRun : IDisposable
{
    private readonly WorkflowRunStore _store;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _place = NewSignal();
    private WorkflowRun _run;
    private TaskCompletionSource _news = NewSignal();
    private long _version;
    private long _savedVersion;

    /// <param name="run">As it is kept.</param>
    /// <param name="store">Keeps it.</param>
    public LiveWorkflowRun(WorkflowRun run, WorkflowRunStore store)
    {
        _run = run;
        _store = store;
        if (run.State == WorkflowRunState.Stopping)
        {
            _stop.Cancel();
        }
    }

    public WorkflowRun Run
    {
        get
        {
            lock (_lock)
            {
                return _run;
            }
        }
    }

    /// <summary>Ends when the run has, or the process that drives it.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Ends when the run may begin.</summary>
    public Task Place => _place.Task;

    public bool HasPlace => _place.Task.IsCompleted;

    /// <summary>Somebody told the run to stop.</summary>
    public CancellationToken StopToken => _stop.Token;

    /// <summary>Ends with the next change.</summary>
    public Task NextChange
    {
        get
        {
            lock (_lock)
            {
                return _news.Task;
            }
        }
    }

    /// <summary>Changes it durably. Changes that come while one is written share the next write.</summary>
    public async Task<WorkflowRun> ChangeAsync(Func<WorkflowRun, WorkflowRun> change)
    {
        long wanted;
        lock (_lock)
        {
            _run = change(_run);
            wanted = ++_version;
        }

        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            if (_savedVersion < wanted)
            {
                (WorkflowRun run, long version) = Snapshot();
                await _store.SaveAsync(run, CancellationToken.None);
                _savedVersion = version;
            }
        }
        finally
        {
            _writing.Release();
        }

        TellNews();
        return Run;
    }

    /// <summary>Changes one of its steps durably.</summary>
    /// <exception cref="RunNotKeptException">It could not be written, and has to be before anything else.</exception>
    public async Task<StepRun> PutStepAsync(StepRun step)
    {
        try
        {
            await ChangeAsync(run => run with
            {
                Steps = new Dictionary<string, StepRun>(run.Steps) { [step.Name] = step },
            });
            return step;
        }
        catch (TarnException exception)
        {
            throw new RunNotKeptException(exception);
        }
    }

    /// <summary>Null when it has not begun.</summary>
    public StepRun? FindStep(string name) => Run.Steps.GetValueOrDefault(name);

    public void GivePlace() => _place.TrySetResult();

    /// <summary>Tells what is under way to stop.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>After its work has ended, when nobody asks for it any more.</summary>
    public void Dispose()
    {
        _writing.Dispose();
        _stop.Dispose();
    }

    private (WorkflowRun Run, long Version) Snapshot()
    {
        lock (_lock)
        {
            return (_run, _version);
        }
    }

    private void TellNews()
    {
        lock (_lock)
        {
            _news.TrySetResult();
            _news = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

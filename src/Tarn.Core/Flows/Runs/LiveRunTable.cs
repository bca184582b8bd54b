using System.Collections.Immutable;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs.Work;

namespace Tarn.Flows.Runs;

/// <summary>
/// The runs that have not ended: gives them their places, drives them, and tells of their ends. Thread-safe.
/// </summary>
internal sealed class LiveRunTable(WorkflowServiceParts parts, WorkflowRunStore store, StepTools tools)
    : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, LiveWorkflowRun> _runs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private ImmutableArray<IWorkflowListener> _listeners = [];

    public LiveWorkflowRun? Find(string id)
    {
        lock (_lock)
        {
            return _runs.GetValueOrDefault(id);
        }
    }

    /// <summary>Tells it of runs that end or are late, until it is disposed.</summary>
    public IDisposable Listen(IWorkflowListener listener)
    {
        ImmutableInterlocked.Update(ref _listeners, all => all.Add(listener));
        return new Listening(this, listener);
    }

    /// <summary>Whether a run would begin at once.</summary>
    public bool HasRoomFor(WorkflowDefinition definition)
    {
        lock (_lock)
        {
            return HasRoomFor_NeedsLock(definition);
        }
    }

    /// <summary>Takes in a run that is kept, and works on it.</summary>
    public void Add(WorkflowRun run)
    {
        LiveWorkflowRun live = new(run, store);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
            _runs.Add(run.Id, live);
            if (run.BeganAt is not null || HasRoomFor_NeedsLock(run.Definition))
            {
                live.GivePlace();
            }
        }

        live.Work = Task.Run(() => WorkAsync(live), CancellationToken.None);
    }

    /// <summary>False when it has ended.</summary>
    public async Task<bool> TryStopAsync(string id)
    {
        if (Find(id) is not { } live || live.Run.HasEnded)
        {
            return false;
        }

        await live.ChangeAsync(run => run.HasEnded ? run : run with { State = WorkflowRunState.Stopping });
        live.Stop();
        return true;
    }

    /// <summary>Once: who disposes it again waits for nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        LiveWorkflowRun[] runs;
        lock (_lock)
        {
            if (_end.IsCancellationRequested)
            {
                return;
            }

            _end.Cancel();
            runs = [.. _runs.Values];
        }

        await Task.WhenAll(runs.Select(run => run.Work));
        Array.ForEach(runs, run => run.Dispose());
        _end.Dispose();
    }

    private bool HasRoomFor_NeedsLock(WorkflowDefinition definition) =>
        definition.RunsMax is not { } max || _runs.Values.Count(run =>
            run.HasPlace && !run.Run.HasEnded && QueueOf(run.Run.Definition) == QueueOf(definition)) < max;

    private static string QueueOf(WorkflowDefinition definition) =>
        definition.Queue is { } queue ? $"queue {queue}" : $"workflow {definition.Name}";

    private async Task WorkAsync(LiveWorkflowRun live)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        Task late = WatchAsync(live, ended.Token);
        while (!await TryDriveAsync(live))
        {
            await Task.Delay(RetryPause, parts.TimeProvider, _end.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ended.CancelAsync();
        await late.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Remove(live);
        await TellEndedAsync(live.Run);
    }

    /// <summary>False when what it has come to could not be kept, such as on a full disk: it is gone on with.</summary>
    private async Task<bool> TryDriveAsync(LiveWorkflowRun live)
    {
        try
        {
            // What may only be in memory is on disk before anything is started.
            await live.ChangeAsync(run => run);
            await DriveAsync(live);
            return true;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The next process goes on with it.
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            parts.Failed(exception as TarnException
                ?? (exception as RunNotKeptException)?.Reason
                ?? new TarnException(
                    ErrorCodes.RunFailed, $"workflow run '{live.Run.Id}': {exception.Message}", exception));
            return _end.IsCancellationRequested;
        }
    }

    private async Task DriveAsync(LiveWorkflowRun live)
    {
        if (!await StepPauses.WaitAsync(live.Place, live.StopToken, _end.Token) && live.Run.BeganAt is null)
        {
            await live.ChangeAsync(run => run with
            {
                State = WorkflowRunState.Stopped,
                EndedAt = tools.Pauses.Now,
            });
            return;
        }

        if (live.Run.BeganAt is null)
        {
            await live.ChangeAsync(run => run with
            {
                State = run.State == WorkflowRunState.Queued ? WorkflowRunState.Running : run.State,
                BeganAt = tools.Pauses.Now,
            });
        }

        await new RunDriver(live, tools).RunAsync(_end.Token);
    }

    /// <summary>Tells once when the run is late.</summary>
    private async Task WatchAsync(LiveWorkflowRun live, CancellationToken cancellationToken)
    {
        WorkflowRun run = live.Run;
        if (run.Definition.LateAfter is not { } lateAfter || run.IsLate)
        {
            return;
        }

        DateTimeOffset lateAt = (run.DueAt ?? run.StartedAt) + lateAfter;
        await tools.Pauses.SleepUntilAsync(lateAt, CancellationToken.None, cancellationToken);
        TellLate(await live.ChangeAsync(current => current with { IsLate = true }));
    }

    /// <summary>Who listens knows of which runs it was told before.</summary>
    public void TellLate(WorkflowRun run)
    {
        foreach (IWorkflowListener listener in _listeners)
        {
            listener.Late(run);
        }
    }

    private void Remove(LiveWorkflowRun live)
    {
        lock (_lock)
        {
            _runs.Remove(live.Run.Id);
            foreach (LiveWorkflowRun waiting in _runs.Values)
            {
                if (!waiting.HasPlace && HasRoomFor_NeedsLock(waiting.Run.Definition))
                {
                    waiting.GivePlace();
                }
            }
        }
    }

    private async Task TellEndedAsync(WorkflowRun run)
    {
        if (!run.HasEnded)
        {
            return;
        }

        foreach (IWorkflowListener listener in _listeners)
        {
            listener.Ended(run);
        }

        try
        {
            await store.PruneAsync(run.Workflow, tools.Pauses.Now, CancellationToken.None);
        }
        catch (TarnException exception)
        {
            parts.Failed(exception);
        }
    }

    private sealed class Listening(LiveRunTable table, IWorkflowListener listener) : IDisposable
    {
        public void Dispose() =>
            ImmutableInterlocked.Update(ref table._listeners, all => all.Remove(listener));
    }
}

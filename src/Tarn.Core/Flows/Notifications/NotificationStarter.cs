using Tarn.Common;
using Tarn.State;
using Tarn.Storage.Events;

namespace Tarn.Flows.Notifications;

/// <summary>
/// Starts what the notifications of buckets name soon after events are kept, several that come together once. What was
/// not started, or not ended, when the process died is started again; where events were missed, all is started.
/// </summary>
public sealed class NotificationStarter : IAsyncDisposable
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly NotificationStore _rules;
    private readonly NotificationTargets _targets;
    private readonly DocumentStore _documents;
    private readonly TimeProvider _timeProvider;
    private readonly Action<TarnException> _failed;
    private readonly PendingTargets _pending;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _saving = new(1);
    private readonly Task _starting;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _saved;

    private NotificationStarter(
        NotificationStore rules,
        NotificationTargets targets,
        DocumentStore documents,
        TimeProvider timeProvider,
        Action<TarnException> failed,
        long position)
    {
        _rules = rules;
        _targets = targets;
        _documents = documents;
        _timeProvider = timeProvider;
        _failed = failed;
        _saved = position;
        _pending = new PendingTargets(position);
        _starting = Task.Run(StartAsync);
    }

    /// <param name="rules">What starts what.</param>
    /// <param name="targets">What can be started.</param>
    /// <param name="documents">Where it is kept how far it has got.</param>
    /// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
    /// <param name="timeProvider">Tells when it is time.</param>
    /// <param name="failed">Told of what cannot be started or kept.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<NotificationStarter> BeginAsync(
        NotificationStore rules,
        NotificationTargets targets,
        DocumentStore documents,
        string stateDirectory,
        TimeProvider timeProvider,
        Action<TarnException> failed,
        CancellationToken cancellationToken)
    {
        long position = await NotificationPosition.ReadAsync(documents, cancellationToken);
        NotificationStarter starter = new(rules, targets, documents, timeProvider, failed, position);
        List<ObjectEvent> left = await ObjectEventLog.ReadAsync(stateDirectory, position + 1, cancellationToken)
            .ToListAsync(cancellationToken);
        starter.Tell(left);
        return starter;
    }

    /// <summary>Told of events that are kept. Thread-safe, and quick.</summary>
    public void Tell(IReadOnlyList<ObjectEvent> kept)
    {
        foreach (ObjectEvent told in kept)
        {
            _pending.Add(told.Sequence, TargetsOf(told));
        }

        _news.TrySetResult();
    }

    /// <summary>Starts nothing more, and stops waiting for what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _starting;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _stop.Dispose();
        _saving.Dispose();
    }

    private IEnumerable<string> TargetsOf(ObjectEvent told) => told.Bucket is null
        ? told.Name == ObjectEventNames.Missed ? _rules.Targets : []
        : (_rules.Find(told.Bucket)?.Rules ?? []).Where(rule => rule.IsFor(told)).Select(rule => rule.TargetName);

    private async Task StartAsync()
    {
        HashSet<Task> running = [];
        try
        {
            while (true)
            {
                await _news.Task.WaitAsync(_stop.Token);
                await Task.Delay(QuietTime, _timeProvider, _stop.Token);
                _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                running.RemoveWhere(task => task.IsCompleted);
                foreach (string target in _pending.TakeDue())
                {
                    running.Add(RunAsync(target));
                }

                await SaveAsync();
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(string target)
    {
        bool hasRun = false;
        try
        {
            hasRun = await _targets.TryRunAsync(target, _stop.Token);
            if (!hasRun)
            {
                await Task.Delay(RetryPause, _timeProvider, _stop.Token);
            }
        }
        catch (TarnException exception)
        {
            // What is not there any more is not waited for.
            hasRun = true;
            _failed(exception);
        }
        finally
        {
            _pending.Ended(target, hasRun);
        }

        await SaveAsync();
        _news.TrySetResult();
    }

    private async Task SaveAsync()
    {
        await _saving.WaitAsync(_stop.Token);
        try
        {
            long position = _pending.Position;
            if (position != _saved)
            {
                await new NotificationPosition(position).WriteAsync(_documents, _stop.Token);
                _saved = position;
            }
        }
        catch (TarnException exception)
        {
            _failed(exception);
        }
        finally
        {
            _saving.Release();
        }
    }
}

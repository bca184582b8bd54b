using Tarn.Common;

namespace Tarn.Flows.Events;

/// <summary>Starts what triggers name: what is to be started is kept, started, and then forgotten.</summary>
internal sealed class TriggerFirer(TriggerWatchParts parts, TriggerProgressStore store)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    /// <summary>Starts what is due, and takes requests out for which that is done.</summary>
    public async Task FireAsync(
        Dictionary<string, WatchedTrigger> watchedTriggers, CancellationToken cancellationToken)
    {
        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        foreach ((string key, WatchedTrigger watched) in watchedTriggers.ToArray())
        {
            if (watched.TryTake(parts.IdSource.NextId(), now))
            {
                await store.SaveAsync(key, watched.Progress, cancellationToken);
            }

            if (watched.Progress.PendingId is { } id
                && watched.RetryAt <= now
                && await TryFireAsync(watched, id, cancellationToken))
            {
                await EndAsync(watchedTriggers, key, cancellationToken);
            }
        }
    }

    private async Task EndAsync(
        Dictionary<string, WatchedTrigger> watchedTriggers, string key, CancellationToken cancellationToken)
    {
        WatchedTrigger watched = watchedTriggers[key];
        watched.Progress = watched.Progress with { PendingId = null, Event = null };
        if (key == watched.Trigger.Name)
        {
            await store.SaveAsync(key, watched.Progress, cancellationToken);
        }
        else
        {
            watchedTriggers.Remove(key);
            await store.DeleteCallAsync(key, cancellationToken);
        }
    }

    /// <summary>False when it has to be tried again, since what it starts has as many runs as it may.</summary>
    private async Task<bool> TryFireAsync(WatchedTrigger watched, string id, CancellationToken cancellationToken)
    {
        try
        {
            TriggerOutcome outcome = await parts.Triggers.FireAsync(
                watched.Trigger, id, watched.Progress.Event ?? EventValues.None, cancellationToken);
            bool isDone = outcome is { BusyJob: null, BusyCrawler: null, BusyWorkflow: null };
            watched.RetryAt = isDone ? default : parts.TimeProvider.GetUtcNow() + RetryPause;
            return isDone;
        }
        catch (TarnException exception)
        {
            watched.RetryAt = parts.TimeProvider.GetUtcNow() + RetryPause;
            parts.Failed(new TarnException(
                exception.Code,
                $"the trigger '{watched.Trigger.Name}' cannot start what it names: {exception.Message}"));
            return !exception.IsTransient;
        }
    }
}

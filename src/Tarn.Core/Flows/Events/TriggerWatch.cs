using System.Collections.Immutable;
using System.Threading.Channels;
using Tarn.Common;
using Tarn.Observability;
using Tarn.Storage.Events;

namespace Tarn.Flows.Events;

/// <summary>
/// Starts what triggers name when what they wait for has happened: objects that are put, commits of tables, runs that
/// end, requests. What is to be started is kept before it is started, and what happened while nothing ran is made up
/// for. Works until it is disposed. Thread-safe.
/// </summary>
public sealed class TriggerWatch : IWorkListener, IAsyncDisposable
{
    private const string Entries = "entries/triggers/";
    private const int WaitingMax = 10_000;

    /// <summary>Ends are not always told of in their order.</summary>
    private static readonly TimeSpan OrderSlack = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SleepMax = TimeSpan.FromSeconds(30);

    private readonly TriggerWatchParts _parts;
    private readonly EventMatching _matching;
    private readonly EndedWorkReader _ended;
    private readonly TriggerProgressStore _store;
    private readonly TriggerFirer _firer;
    private readonly Dictionary<string, WatchedTrigger> _watched = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Func<Task>> _news = Channel.CreateBounded<Func<Task>>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private IDisposable[] _listening = [];
    private ImmutableHashSet<string> _buckets = [];
    private Task _working = Task.CompletedTask;
    private long _lastSequence;
    private int _hasMissed;

    private TriggerWatch(TriggerWatchParts parts)
    {
        _parts = parts;
        _matching = new EventMatching(parts.Notifications, parts.FindTableLog);
        _store = new TriggerProgressStore(parts.Documents);
        _firer = new TriggerFirer(parts, _store);
        _ended = new EndedWorkReader(parts.Jobs, parts.Crawlers, parts.Triggers.Workflows);
    }

    /// <summary>Begins, with what happened since a process did this last.</summary>
    public static async Task<TriggerWatch> BeginAsync(TriggerWatchParts parts, CancellationToken cancellationToken)
    {
        TriggerWatch watch = new(parts);
        List<ObjectEvent> kept = await ObjectEventLog.ReadAsync(parts.StateDirectory, 0, cancellationToken)
            .ToListAsync(cancellationToken);
        watch._lastSequence = kept.Count == 0 ? 0 : kept[^1].Sequence;
        watch._listening =
        [
            parts.Listeners.Add(watch),
            parts.Documents.Listen(Entries, name => watch.Post(() => watch.PutAsync(name[Entries.Length..]))),
        ];
        foreach (Trigger trigger in await parts.Triggers.Catalog.ListTriggersAsync(cancellationToken))
        {
            await watch.PutAsync(trigger);
        }

        watch.Tell(kept);
        watch._working = Task.Run(watch.WorkAsync, CancellationToken.None);
        return watch;
    }

    /// <summary>Whether events of a bucket are wanted. Quick.</summary>
    public bool Wants(string bucket) => _buckets.Contains(bucket);

    /// <summary>Told of events that are kept. Quick.</summary>
    public void Tell(IReadOnlyList<ObjectEvent> kept) => Post(() =>
    {
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        foreach (ObjectEvent told in kept)
        {
            _lastSequence = Math.Max(_lastSequence, told.Sequence);
            foreach (WatchedTrigger watched in _watched.Values)
            {
                watched.See(told, now);
            }
        }

        return Task.CompletedTask;
    });

    /// <inheritdoc/>
    public void Ended(WorkOutcome outcome) => Post(async () =>
    {
        if (_watched.Values.Any(watched => watched.Trigger.Kind == TriggerKind.Conditional)
            && await _ended.ReadAsync(outcome, _stop.Token) is { } ended)
        {
            foreach (WatchedTrigger watched in _watched.Values)
            {
                await SeeAsync(watched, ended);
            }
        }
    });

    /// <summary>A request has come for a webhook, and was let in.</summary>
    /// <param name="trigger">That it is for.</param>
    /// <param name="body">Of the request.</param>
    /// <param name="cancellationToken">Ends it before anything is kept.</param>
    /// <returns>The id of what it starts, which is kept: it is started whatever happens.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: the body does not have what the trigger passes on; nothing is kept.
    /// </exception>
    public async Task<string> CallAsync(Trigger trigger, string body, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> values =
            EventValues.Of(trigger, body, _parts.TimeProvider.GetUtcNow());
        string id = _parts.IdSource.NextId();
        await _store.AddCallAsync(trigger.Name, id, values, cancellationToken);
        Post(() => PutAsync(trigger));
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable listening in _listening)
        {
            listening.Dispose();
        }

        await _stop.CancelAsync();
        await _working;
        _stop.Dispose();
    }

    private void Post(Func<Task> news)
    {
        if (!_news.Writer.TryWrite(news))
        {
            Volatile.Write(ref _hasMissed, 1);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    while (_news.Reader.TryRead(out Func<Task>? news))
                    {
                        await news();
                    }

                    await SeeAllMissedAsync();
                    await _firer.FireAsync(_watched, _stop.Token);
                }
                catch (TarnException exception)
                {
                    _parts.Failed(exception);
                }

                await SleepAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    private async Task SleepAsync()
    {
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        DateTimeOffset next = _watched.Values
            .SelectMany(watched => new[]
            {
                watched.Progress.PendingId is null ? watched.DueAt() : null,
                watched.Progress.PendingId is null ? null : watched.RetryAt,
            })
            .OfType<DateTimeOffset>()
            .Append(now + SleepMax)
            .Min();
        using CancellationTokenSource awake = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        TimeSpan sleep = next > now ? next - now : TimeSpan.FromMilliseconds(1);
        await Task.WhenAny(
            Task.Delay(sleep, _parts.TimeProvider, awake.Token),
            _news.Reader.WaitToReadAsync(awake.Token).AsTask());
        _stop.Token.ThrowIfCancellationRequested();
        await awake.CancelAsync();
    }

    private async Task PutAsync(string name)
    {
        if (await _parts.Triggers.Catalog.FindTriggerAsync(name, _stop.Token) is { } trigger)
        {
            await PutAsync(trigger);
            return;
        }

        _watched.Remove(name);
        await _store.DeleteAsync(name, _stop.Token);
    }

    private async Task PutAsync(Trigger trigger)
    {
        _watched.Remove(trigger.Name);
        bool isConditional = trigger.Kind == TriggerKind.Conditional && trigger.Workflow is null;
        if (trigger.IsOn == true && (isConditional || trigger.Kind == TriggerKind.Event))
        {
            TriggerProgress progress = await _store.BeginAsync(
                trigger.Name, _lastSequence, _parts.TimeProvider.GetUtcNow(), _stop.Token);
            WatchedTrigger watched = new(trigger, progress, _matching.Of(trigger));
            _watched[trigger.Name] = watched;
            await SeeMissedAsync(watched);
            await PutCallsAsync(trigger);
        }
        else if (trigger.IsOn != true)
        {
            // What happens while it is off does not count when it is on again.
            await _store.DeleteAsync(trigger.Name, _stop.Token);
        }

        _buckets = [.. _watched.Values.Select(watched => _matching.BucketOf(watched.Trigger)).OfType<string>()];
    }

    /// <summary>Each request for a webhook is a thing of its own that is to be started.</summary>
    private async Task PutCallsAsync(Trigger trigger)
    {
        if (trigger.Event?.Webhook is null)
        {
            return;
        }

        foreach (TriggerProgress call in await _store.ListCallsAsync(
            trigger.Name, id => _watched.ContainsKey($"{trigger.Name}/{id}"), _stop.Token))
        {
            _watched.TryAdd($"{trigger.Name}/{call.PendingId}", new WatchedTrigger(trigger, call, _ => false));
        }
    }

    /// <summary>More came at once than could wait: what there is tells what was missed.</summary>
    private async Task SeeAllMissedAsync()
    {
        if (Interlocked.Exchange(ref _hasMissed, 0) == 0)
        {
            return;
        }

        foreach (Trigger trigger in await _parts.Triggers.Catalog.ListTriggersAsync(_stop.Token))
        {
            await PutAsync(trigger);
        }

        foreach (WatchedTrigger watched in _watched.Values)
        {
            watched.SeeMissed(_parts.TimeProvider.GetUtcNow());
        }
    }

    private async Task SeeMissedAsync(WatchedTrigger watched)
    {
        foreach (TriggerCondition condition in watched.Trigger.Conditions)
        {
            foreach (EndedWork ended in await _ended.ListAsync(
                condition, watched.Progress.SeenAt - OrderSlack, _stop.Token))
            {
                await SeeAsync(watched, ended);
            }
        }
    }

    /// <summary>
    /// Triggers of clients count only runs that a trigger started, as Glue has it ("AWS Glue triggers"): a chain begins
    /// with one.
    /// </summary>
    private async Task SeeAsync(WatchedTrigger watched, EndedWork ended)
    {
        bool counts = watched.Trigger.File is not null || ended.Job is not { Trigger: null };
        if (counts && watched.Trigger.Kind == TriggerKind.Conditional && watched.See(ended))
        {
            await _store.SaveAsync(watched.Trigger.Name, watched.Progress, _stop.Token);
        }
    }
}

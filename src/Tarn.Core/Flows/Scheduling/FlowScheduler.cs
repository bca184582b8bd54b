using Tarn.Common;

namespace Tarn.Flows.Scheduling;

/// <summary>
/// Starts what is due by the clock, until it is disposed: one timer over all schedules. Each moment starts one run,
/// whatever is killed when; what the clock does otherwise is in docs/guide/workflows.md.
/// </summary>
public sealed class FlowScheduler : IAsyncDisposable
{
    /// <summary>The longest sleep: clocks are put right, and machines sleep too.</summary>
    private static readonly TimeSpan SleepMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private readonly SchedulerParts _parts;
    private readonly ScheduleLedger _ledger;
    private readonly SchedulerQueue _queue = new();
    private readonly ChangedKeys _changed = new();
    private readonly FiringStarts _starts;
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _listening;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _lastTurn;

    private FlowScheduler(SchedulerParts parts, ScheduleLedger ledger)
    {
        _parts = parts;
        _ledger = ledger;
        _starts = new FiringStarts(parts);
        _listening = parts.Items.Listen(_changed.Add);
    }

    /// <summary>Begins, with what a crash left over.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: what is kept of schedules is damaged.</exception>
    public static async Task<FlowScheduler> StartAsync(SchedulerParts parts, CancellationToken cancellationToken)
    {
        FlowScheduler scheduler = await OpenAsync(parts, cancellationToken);
        scheduler._running = Task.Run(scheduler.RunAsync, CancellationToken.None);
        return scheduler;
    }

    /// <summary>Starts nothing by itself: <see cref="TurnAsync"/> does.</summary>
    internal static async Task<FlowScheduler> OpenAsync(SchedulerParts parts, CancellationToken cancellationToken)
    {
        FlowScheduler scheduler = new(
            parts, await ScheduleLedger.OpenAsync(parts.LedgerPath, parts.Documents, cancellationToken));
        await scheduler.LoadAsync(cancellationToken);
        return scheduler;
    }

    /// <summary>Starts nothing more; what was started goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        await _stop.CancelAsync();
        await _running;
        _ledger.Dispose();
        _stop.Dispose();
    }

    /// <summary>Looks once, and starts what is due.</summary>
    /// <returns>When to look again, if nothing is changed before.</returns>
    internal async Task<DateTimeOffset> TurnAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        List<LedgerLine> lines = [];
        foreach (string key in _changed.Take())
        {
            Put(key, await _parts.Items.FindAsync(key, cancellationToken), now, lines);
        }

        if (now < _lastTurn)
        {
            FollowBack(now);
        }

        _lastTurn = now;
        List<Firing> due = TakeDue(now, lines);
        await _ledger.WriteAsync(lines, cancellationToken);
        if (due.Count > 0)
        {
            Failpoint.Hit(Failpoints.FlowsDueWritten);
        }

        due.ForEach(Wait);
        await StartWaitingAsync(cancellationToken);
        foreach (SchedulerEntry entry in _queue.TakeEnded())
        {
            await _parts.Items.RemoveAsync(entry.Item.Key, cancellationToken);
        }

        return _queue.NextAt(now + RetryPause, now + SleepMax);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _lastTurn = _parts.TimeProvider.GetUtcNow();
        List<LedgerLine> lines = [];
        foreach (ScheduledItem item in await _parts.Items.ListAsync(cancellationToken))
        {
            Put(item.Key, item, _lastTurn, lines);
        }

        await _ledger.WriteAsync(lines, cancellationToken);
        foreach (Firing firing in _ledger.Open)
        {
            // Of a schedule that is gone: what was due is not.
            if (_queue.Find(firing.Key) is null)
            {
                _ledger.Settle(firing);
            }
            else
            {
                Wait(firing);
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                DateTimeOffset next = await TryTurnAsync();
                TimeSpan sleep = next - _parts.TimeProvider.GetUtcNow();
                await _changed.WaitAsync(sleep, _parts.TimeProvider, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    /// <summary>What fails, such as a full disk, is tried again.</summary>
    private async Task<DateTimeOffset> TryTurnAsync()
    {
        try
        {
            return await TurnAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            _parts.Failed(exception as TarnException
                ?? new TarnException(ErrorCodes.RunFailed, $"schedules: {exception.Message}", exception));
            return _parts.TimeProvider.GetUtcNow() + RetryPause;
        }
    }

    private void Put(string key, ScheduledItem? item, DateTimeOffset now, List<LedgerLine> lines)
    {
        SchedulerEntry? before = _queue.Find(key);
        if (item is null)
        {
            if (before is not null)
            {
                foreach (Firing firing in before.Waiting)
                {
                    _ledger.Settle(firing);
                }

                _queue.Remove(key);
                lines.Add(new LedgerLine { Key = key });
            }

            return;
        }

        LedgerMark? mark = _ledger.FindMark(key);
        if (mark is null || mark.Text != item.Text)
        {
            DateTimeOffset seen = mark is null && item.Since is { } since && since < now ? since : now;
            mark = new LedgerMark(seen, item.Text);
            lines.Add(new LedgerLine { Key = key, At = seen, Text = item.Text });
        }

        // A change of something else than its moments must not pass over one that is due just now.
        bool isSame = before is not null && before.Item.Text == item.Text;
        SchedulerEntry entry = new(item, isSame ? before!.Done : DueMoments.StartOf(mark.At, item.Since, now));
        foreach (Firing firing in before?.Waiting ?? [])
        {
            entry.Add(firing);
        }

        entry.NextAt = item.Timing.Next(entry.Done);
        _queue.Put(entry);
    }

    /// <summary>Clocks were put back: marks that lie far ahead now stop nothing.</summary>
    private void FollowBack(DateTimeOffset now)
    {
        foreach (SchedulerEntry entry in _queue.All)
        {
            DateTimeOffset start = DueMoments.StartOf(entry.Done, since: null, now);
            if (start != entry.Done)
            {
                entry.Done = start;
                entry.NextAt = entry.Item.Timing.Next(start);
                _queue.Put(entry);
            }
        }
    }

    private List<Firing> TakeDue(DateTimeOffset now, List<LedgerLine> lines)
    {
        List<Firing> due = [];
        foreach (SchedulerEntry entry in _queue.TakeDue(now))
        {
            foreach (DateTimeOffset moment in DueMoments.Of(entry.Item.Timing, entry.Done, now))
            {
                Firing firing = new(entry.Item.Key, moment, _parts.IdSource.NextId());
                due.Add(firing);
                lines.Add(new LedgerLine
                {
                    Key = firing.Key,
                    At = moment,
                    Text = entry.Item.Text,
                    RunId = firing.RunId,
                });
            }

            entry.Done = now;
            entry.NextAt = entry.Item.Timing.Next(now);
            _queue.Put(entry);
        }

        return due;
    }

    private void Wait(Firing firing)
    {
        if (_queue.Find(firing.Key) is { } entry && entry.Add(firing) is { } dropped)
        {
            _parts.Failed(new TarnException(
                ErrorCodes.RunDropped,
                $"the run of '{dropped.Key}' that was due at {dropped.Moment:u} did not begin: {entry.Item.Target} has"
                + " as many runs as it may, and the next moment has come"));
            _ledger.Settle(dropped);
        }

        _queue.NoteWaiting(firing.Key);
    }

    private async Task StartWaitingAsync(CancellationToken cancellationToken)
    {
        foreach ((SchedulerEntry entry, Firing firing) in await _starts.StartAsync(
            _queue.TakeWaiting(), cancellationToken))
        {
            Failpoint.Hit(Failpoints.FlowsDueStarted);
            _ledger.Settle(firing);
            entry.RemoveFirst();
        }

        _queue.KeepWaiting();
    }
}

using Tarn.Common;
using Tarn.Storage.Events;

namespace Tarn.Storage.Watching;

/// <summary>
/// Starts one piece of work soon after objects arrive. Of what is put through Tarn it is told, and waits for a short
/// quiet time; what is dropped by hand it finds by looking, and waits longer, since a file may still be growing.
/// </summary>
internal sealed class WatchedArrivals
{
    private readonly IArrivalWork _work;
    private readonly WatchSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly Arrivals _told;
    private readonly Arrivals _seen;
    private readonly PacedLooks _looks;
    private readonly FailurePause _pause;
    private IReadOnlyList<(string Bucket, string Prefix)> _places = [];
    private TaskCompletionSource _news = NewSignal();
    private int _tellings;
    private int _tellingsSeen;

    /// <param name="work">To start.</param>
    /// <param name="settings">How often it looks, and how long it waits for files dropped by hand.</param>
    /// <param name="timeProvider">Tells when it is time.</param>
    public WatchedArrivals(IArrivalWork work, WatchSettings settings, TimeProvider timeProvider)
    {
        _work = work;
        _settings = settings;
        _timeProvider = timeProvider;
        _told = new(settings with { QuietTime = work.QuietTime, QuietWaitMax = work.WaitMax });
        _seen = new(settings);
        _looks = new PacedLooks(work.FindDigestAsync, settings, timeProvider);
        _pause = new FailurePause(settings);

        // Nothing has been told yet; what was there before is found by looking.
        _told.See("0", timeProvider.GetUtcNow());
        _told.Done();
    }

    /// <summary>Told of an event in any bucket. Thread-safe, and quick.</summary>
    public void Tell(ObjectEvent told)
    {
        foreach ((string bucket, string prefix) in _places)
        {
            if (bucket == told.Bucket && told.Key?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                Interlocked.Increment(ref _tellings);
                _news.TrySetResult();
                return;
            }
        }
    }

    /// <summary>Whether it waits for objects of the bucket. Thread-safe, and quick.</summary>
    public bool IsIn(string bucket)
    {
        foreach ((string place, _) in _places)
        {
            if (place == bucket)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds out where the work looks, which may change with the catalog.</summary>
    public async Task FindPlacesAsync(CancellationToken cancellationToken)
    {
        try
        {
            _places = await _work.FindPlacesAsync(cancellationToken);
        }
        catch (TarnException)
        {
            // A table that is not known now; the work says which.
        }
    }

    /// <summary>Watches until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            DateTimeOffset next = await TurnAsync(cancellationToken);
            await SleepAsync(next, cancellationToken);
        }
    }

    /// <summary>Looks once, and does the work if it is due.</summary>
    /// <returns>When to look again, if nothing is told before.</returns>
    internal async Task<DateTimeOffset> TurnAsync(CancellationToken cancellationToken)
    {
        _news = NewSignal();
        int tellings = Volatile.Read(ref _tellings);
        if (tellings != _tellingsSeen)
        {
            _tellingsSeen = tellings;
            _told.See($"{tellings}", _timeProvider.GetUtcNow());
        }

        if (!_told.IsWaiting)
        {
            await FindPlacesAsync(cancellationToken);
            await _looks.LookAsync(_seen, cancellationToken);
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        if (now >= _pause.Until && (_told.IsDue(now) || _seen.IsDue(now)))
        {
            Note(await _work.RunAsync(cancellationToken));
        }

        return NextTurn();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Note(ArrivalOutcome outcome)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        switch (outcome)
        {
            case ArrivalOutcome.Done:
                _pause.Succeeded(now);
                _told.Done();
                _seen.Done();
                break;
            case ArrivalOutcome.Failed:
                _pause.Failed(now);
                break;
        }
    }

    private DateTimeOffset NextTurn()
    {
        if (Volatile.Read(ref _tellings) != _tellingsSeen)
        {
            return _timeProvider.GetUtcNow();
        }

        DateTimeOffset next = _told.IsWaiting ? _told.QuietAt : _looks.NextAt;
        return next > _pause.Until ? next : _pause.Until;
    }

    /// <summary>While something was told and waits for its quiet time, more of it ends no sleep.</summary>
    private async Task SleepAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        TimeSpan sleep = until - _timeProvider.GetUtcNow();
        if (sleep <= TimeSpan.Zero)
        {
            return;
        }

        sleep = sleep < _settings.SleepMax ? sleep : _settings.SleepMax;
        using CancellationTokenSource awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task slept = Task.Delay(sleep, _timeProvider, awake.Token);
        await (_told.IsWaiting ? slept : Task.WhenAny(slept, _news.Task));
        cancellationToken.ThrowIfCancellationRequested();
        await awake.CancelAsync();
    }
}

using Tarn.Storage.Events;

namespace Tarn.Storage.Watching;

/// <summary>
/// Starts jobs and crawlers by themselves when objects arrive where they look, as long as it is not disposed. What
/// arrived while nothing watched is found when it begins.
/// </summary>
public sealed class ArrivalWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<WatchedArrivals> _watched;
    private readonly IDisposable _listening;
    private readonly Task _watching;

    private ArrivalWatch(IReadOnlyList<WatchedArrivals> watched, ObjectEvents events)
    {
        _watched = watched;
        _listening = events.Listen(Wants, Tell);
        _watching = Task.WhenAll(watched.Select(one => Task.Run(() => one.RunAsync(_stop.Token))));
    }

    /// <summary>How often files that are dropped by hand are looked for, and how long they must not change.</summary>
    public static WatchSettings Settings { get; } = new()
    {
        PollInterval = TimeSpan.FromSeconds(1),
        QuietTime = TimeSpan.FromSeconds(2),
        QuietWaitMax = TimeSpan.FromSeconds(30),
        FailurePause = TimeSpan.FromSeconds(5),
        FailurePauseMax = TimeSpan.FromMinutes(5),
    };

    /// <summary>Begins to watch: on return it knows where.</summary>
    /// <param name="works">What to start.</param>
    /// <param name="events">Tell of what is put.</param>
    /// <param name="settings">How often it looks.</param>
    /// <param name="timeProvider">Tells when it is time.</param>
    /// <param name="cancellationToken">Stops the beginning.</param>
    public static async Task<ArrivalWatch> BeginAsync(
        IEnumerable<IArrivalWork> works,
        ObjectEvents events,
        WatchSettings settings,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        WatchedArrivals[] watched = [.. works.Select(work => new WatchedArrivals(work, settings, timeProvider))];
        foreach (WatchedArrivals one in watched)
        {
            await one.FindPlacesAsync(cancellationToken);
        }

        return new ArrivalWatch(watched, events);
    }

    /// <summary>Whether something waits for objects of the bucket.</summary>
    public bool Wants(string bucket)
    {
        foreach (WatchedArrivals one in _watched)
        {
            if (one.IsIn(bucket))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts nothing more; what runs goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        await _stop.CancelAsync();
        try
        {
            await _watching;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // That is how watching ends.
        }

        _stop.Dispose();
    }

    private void Tell(ObjectEvent told)
    {
        foreach (WatchedArrivals one in _watched)
        {
            one.Tell(told);
        }
    }
}

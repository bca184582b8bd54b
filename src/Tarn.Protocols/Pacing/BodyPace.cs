using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tarn.Protocols.Pacing;

/// <summary>
/// Judges one client that sends a body: whether too little comes in the time that is spent waiting for it. It is given
/// up at its own moment, not together with all others.
/// </summary>
internal sealed class BodyPace : IDisposable
{
    /// <summary>Who is judged later than that was not listened to meanwhile, and has that long once more.</summary>
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(1);

    /// <summary>A timer knows no more than some weeks.</summary>
    private static readonly TimeSpan ArmedMax = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly MinDataRate _rate;
    private readonly TimeProvider _timeProvider;
    private readonly Action _giveUp;
    private ITimer? _timer;
    private TimeSpan _waited;
    private long _bytes;
    private long? _waitsSince;
    private long? _armedAt;
    private TimeSpan _armedFor;
    private bool _isDisposed;
    private volatile bool _isOver;

    /// <param name="rate">How much has to come, and how long that does not matter.</param>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="giveUp">Called once, while the body is waited for, when the client is too slow.</param>
    public BodyPace(MinDataRate rate, TimeProvider timeProvider, Action giveUp)
    {
        _rate = rate;
        _timeProvider = timeProvider;
        _giveUp = giveUp;
    }

    /// <summary>Whether the client was given up.</summary>
    public bool IsOver => _isOver;

    /// <summary>From now on the client is waited for.</summary>
    public void Wait()
    {
        lock (_lock)
        {
            _waitsSince = _timeProvider.GetTimestamp();
            if (_armedAt is null)
            {
                Arm_NeedsLock(TimeLeft_NeedsLock());
            }
        }
    }

    /// <summary>So much came.</summary>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            if (_waitsSince is { } since)
            {
                _waited += _timeProvider.GetElapsedTime(since);
                _waitsSince = null;
            }
        }
    }

    /// <summary>Nothing is judged afterwards.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private void Judge()
    {
        lock (_lock)
        {
            bool isLate = _armedAt is { } armedAt && _timeProvider.GetElapsedTime(armedAt) > _armedFor + LateMax;
            _armedAt = null;
            if (_isDisposed || _waitsSince is null)
            {
                return;
            }

            TimeSpan left = TimeLeft_NeedsLock();
            if (left > TimeSpan.Zero || isLate)
            {
                Arm_NeedsLock(left > TimeSpan.Zero ? left : LateMax);
                return;
            }

            // Inside the lock, because the connection may have another request as soon as this is disposed.
            _isOver = true;
            _giveUp();
        }
    }

    /// <summary>How long the client may still be waited for when nothing comes.</summary>
    private TimeSpan TimeLeft_NeedsLock()
    {
        double seconds = Math.Max(_rate.GracePeriod.TotalSeconds, _bytes / _rate.BytesPerSecond);
        return TimeSpan.FromSeconds(seconds) - _waited - _timeProvider.GetElapsedTime(_waitsSince!.Value);
    }

    private void Arm_NeedsLock(TimeSpan time)
    {
        _armedAt = _timeProvider.GetTimestamp();
        _armedFor = TimeSpan.FromTicks(Math.Clamp(time.Ticks, 0, ArmedMax.Ticks));

        // Bodies that are there at once need none. It counts whole milliseconds, and may not end before its time.
        _timer ??= _timeProvider.CreateTimer(
            static pace => ((BodyPace)pace!).Judge(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_armedFor + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}

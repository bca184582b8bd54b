namespace Tarn.Tests.Protocols.Pacing;

/// <summary>A clock that moves only when the test says so, and its timers with it.</summary>
internal sealed class HandTimers : TimeProvider
{
    private readonly List<HandTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers were made.</summary>
    public int Count => _timers.Count;

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        HandTimer timer = new(this, () => callback(state));
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass, as a process that runs sees it.</summary>
    public void Advance(TimeSpan time)
    {
        for (long end = _ticks + time.Ticks; _ticks < end;)
        {
            _ticks = Math.Min(end, _ticks + TimeSpan.TicksPerMillisecond);
            Fire();
        }
    }

    /// <summary>Lets time pass in which the process stands still.</summary>
    public void Jump(TimeSpan time)
    {
        _ticks += time.Ticks;
        Fire();
    }

    private void Fire() => _timers.ForEach(timer => timer.FireWhenDue());

    private sealed class HandTimer(HandTimers clock, Action callback) : ITimer
    {
        private long? _dueAt;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock._ticks + dueTime.Ticks;
            return true;
        }

        public void FireWhenDue()
        {
            if (_dueAt <= clock._ticks)
            {
                _dueAt = null;
                callback();
            }
        }

        public void Dispose() => _dueAt = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

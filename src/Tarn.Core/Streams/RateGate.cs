namespace Tarn.Streams;

/// <summary>Lets so much a second through, and a second's worth at once. Thread-safe.</summary>
/// <param name="perSecond">Null is everything.</param>
/// <param name="timeProvider">Says how much time has passed.</param>
internal sealed class RateGate(long? perSecond, TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private double _left = perSecond ?? 0;
    private long _at = timeProvider.GetTimestamp();

    /// <summary>What was taken was not used.</summary>
    public void GiveBack(long amount)
    {
        lock (_gate)
        {
            _left += amount;
        }
    }

    /// <summary>Takes the amount, or nothing of it. More than a second's worth goes when all of it is there.</summary>
    public bool TryTake(long amount)
    {
        if (perSecond is not { } rate)
        {
            return true;
        }

        lock (_gate)
        {
            long now = timeProvider.GetTimestamp();
            double gained = timeProvider.GetElapsedTime(_at, now).TotalSeconds * rate;
            _left = Math.Min(rate, _left + gained);
            _at = now;
            if (_left < Math.Min(amount, rate))
            {
                return false;
            }

            _left -= amount;
            return true;
        }
    }
}

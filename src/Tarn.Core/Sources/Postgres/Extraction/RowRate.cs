namespace Tarn.Sources.Postgres.Extraction;

/// <summary>Keeps all readers of a source together below so many rows a second. Thread-safe.</summary>
/// <param name="rowsPerSecondMax">Null for no limit.</param>
/// <param name="timeProvider">Measures.</param>
internal sealed class RowRate(long? rowsPerSecondMax, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly long _start = timeProvider.GetTimestamp();
    private TimeSpan _free;

    /// <summary>Counts rows that were read.</summary>
    /// <returns>How long to wait before more are read.</returns>
    public TimeSpan Take(int rows)
    {
        if (rowsPerSecondMax is not { } limit)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            TimeSpan now = timeProvider.GetElapsedTime(_start);
            _free = (_free > now ? _free : now) + TimeSpan.FromSeconds((double)rows / limit);
            return _free - now;
        }
    }
}

namespace Tarn.Storage;

/// <summary>
/// Modification times for puts: the clock's, but no two the same, because the kernel's own are only some milliseconds
/// apart and the ETag of two quick puts of the same size would be equal.
/// </summary>
internal sealed class FileTimes(TimeProvider timeProvider)
{
    private long _lastTicks;

    public DateTime Next()
    {
        long now = timeProvider.GetUtcNow().UtcTicks;
        while (true)
        {
            long last = Interlocked.Read(ref _lastTicks);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastTicks, next, last) == last)
            {
                return new DateTime(next, DateTimeKind.Utc);
            }
        }
    }
}

namespace Tarn.Streams.Delivery;

/// <summary>
/// When records came in, by a clock that no one sets: which sequences were there at which moments, a tenth of a second
/// apart, and further apart when very much waits. Thread-safe.
/// </summary>
internal sealed class ArrivalMarks(TimeProvider timeProvider)
{
    private const int MarksMax = 16_384;

    private readonly Lock _gate = new();
    private List<(long First, long Timestamp)> _marks = [];
    private TimeSpan _apart = TimeSpan.FromMilliseconds(100);

    /// <summary>Records from the sequence on came in now.</summary>
    public void Add(long first) => Add(first, timeProvider.GetTimestamp());

    /// <summary>Records from the sequence on had waited so long when this process found them.</summary>
    public void AddFound(long first, TimeSpan age) =>
        Add(first, timeProvider.GetTimestamp() - (long)(age.TotalSeconds * timeProvider.TimestampFrequency));

    /// <summary>How long the record has waited at most; zero when it has not come in.</summary>
    public TimeSpan AgeOf(long sequence)
    {
        lock (_gate)
        {
            int passed = 0;
            while (passed + 1 < _marks.Count && _marks[passed + 1].First <= sequence)
            {
                passed++;
            }

            _marks.RemoveRange(0, passed);
            return _marks.Count == 0 ? TimeSpan.Zero : timeProvider.GetElapsedTime(_marks[0].Timestamp);
        }
    }

    private void Add(long first, long timestamp)
    {
        lock (_gate)
        {
            if (_marks.Count > 0 && timeProvider.GetElapsedTime(_marks[^1].Timestamp, timestamp) < _apart)
            {
                return;
            }

            if (_marks.Count == MarksMax)
            {
                _marks = [.. _marks.Where((_, index) => index % 2 == 0)];
                _apart *= 2;
            }

            _marks.Add((first, timestamp));
        }
    }
}

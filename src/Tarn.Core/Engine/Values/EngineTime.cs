namespace Tarn.Engine.Values;

/// <summary>A time of day that <see cref="TimeOnly"/> cannot hold: 24:00:00, or finer than 100 ns.</summary>
/// <param name="Nanoseconds">Since midnight.</param>
public readonly record struct EngineTime(long Nanoseconds)
{
    private const long NanosecondsPerTick = 100;

    public override string ToString() => CalendarText.TimeOfDay(Nanoseconds);

    internal static object Box(long nanoseconds)
    {
        (long ticks, long rest) = Math.DivRem(nanoseconds, NanosecondsPerTick);
        return rest == 0 && ticks >= 0 && ticks <= TimeOnly.MaxValue.Ticks
            ? new TimeOnly(ticks)
            : new EngineTime(nanoseconds);
    }

    internal static long ToNanoseconds(TimeOnly time) => time.Ticks * NanosecondsPerTick;
}

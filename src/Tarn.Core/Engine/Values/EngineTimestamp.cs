namespace Tarn.Engine.Values;

/// <summary>
/// A timestamp that <see cref="DateTime"/> and <see cref="DateTimeOffset"/> cannot hold: infinite, outside of years
/// 1 to 9999, or finer than 100 ns.
/// </summary>
/// <param name="Value">Units since 1970-01-01 00:00; the largest and its negative are the infinities.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="IsInstant">True for TIMESTAMP WITH TIME ZONE, false for a local date and time.</param>
public readonly record struct EngineTimestamp(long Value, TimestampUnit Unit, bool IsInstant)
{
    private const long Infinity = long.MaxValue;

    public bool IsInfinite => Value == Infinity || Value == -Infinity;

    internal string TypeName => IsInstant ? "TIMESTAMPTZ" : Unit switch
    {
        TimestampUnit.Seconds => "TIMESTAMP_S",
        TimestampUnit.Milliseconds => "TIMESTAMP_MS",
        TimestampUnit.Nanoseconds => "TIMESTAMP_NS",
        _ => "TIMESTAMP",
    };

    public override string ToString()
    {
        if (IsInfinite)
        {
            return Value > 0 ? "infinity" : "-infinity";
        }

        long unitsPerSecond = UnitsPerSecond(Unit);
        Int128 nanoseconds = (Int128)Value * (1_000_000_000 / unitsPerSecond);
        (Int128 days, Int128 rest) = Int128.DivRem(nanoseconds, 86_400_000_000_000);
        if (rest < 0)
        {
            days--;
            rest += 86_400_000_000_000;
        }

        string date = CalendarText.Date((long)days);
        string time = CalendarText.TimeOfDay((long)rest) + (IsInstant ? "+00" : "");
        return $"{date} {time}";
    }

    /// <summary>A DateTime(Offset) when it can hold the value, else an <see cref="EngineTimestamp"/>.</summary>
    internal static object Box(long value, TimestampUnit unit, bool isInstant) =>
        !TryGetTicks(value, unit, out long ticks) ? new EngineTimestamp(value, unit, isInstant)
        : isInstant ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : (object)new DateTime(ticks, DateTimeKind.Unspecified);

    /// <exception cref="OverflowException">The value is outside of what the unit's 64 bits hold.</exception>
    internal static long FromTicks(long ticks, TimestampUnit unit)
    {
        long sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        return unit == TimestampUnit.Nanoseconds
            ? checked(sinceEpoch * TimeSpan.NanosecondsPerTick)
            : FloorDivide(sinceEpoch, TimeSpan.TicksPerSecond / UnitsPerSecond(unit));
    }

    private static bool TryGetTicks(long value, TimestampUnit unit, out long ticks)
    {
        Int128 sinceEpoch = (Int128)value * TimeSpan.TicksPerSecond / UnitsPerSecond(unit);
        Int128 candidate = sinceEpoch + DateTime.UnixEpoch.Ticks;
        bool isExact = unit != TimestampUnit.Nanoseconds || value % TimeSpan.NanosecondsPerTick == 0;
        bool fits = candidate >= 0 && candidate <= DateTime.MaxValue.Ticks;
        ticks = fits ? (long)candidate : 0;
        return isExact && fits;
    }

    private static long UnitsPerSecond(TimestampUnit unit) => unit switch
    {
        TimestampUnit.Seconds => 1,
        TimestampUnit.Milliseconds => 1_000,
        TimestampUnit.Microseconds => 1_000_000,
        _ => 1_000_000_000,
    };

    private static long FloorDivide(long dividend, long divisor)
    {
        (long quotient, long rest) = Math.DivRem(dividend, divisor);
        return rest < 0 ? quotient - 1 : quotient;
    }
}

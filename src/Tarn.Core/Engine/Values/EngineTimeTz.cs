using System.Globalization;

namespace Tarn.Engine.Values;

/// <summary>A time of day with its distance from UTC (TIME WITH TIME ZONE).</summary>
/// <param name="Microseconds">Local time since midnight, up to and including 24:00:00.</param>
/// <param name="OffsetSeconds">East of UTC is positive; within ±15:59:59.</param>
public readonly record struct EngineTimeTz(long Microseconds, int OffsetSeconds)
{
    // In DuckDB's 64 bits the time is above 24 bits of offset, which counts down from this so that bits sort right.
    private const int OffsetSecondsMax = (16 * 60 * 60) - 1;
    private const int OffsetBits = 24;

    public override string ToString()
    {
        int offset = Math.Abs(OffsetSeconds);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{CalendarText.TimeOfDay(Microseconds * 1000)}{(OffsetSeconds < 0 ? '-' : '+')}{offset / 3600:00}");
        if (offset % 3600 != 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $":{offset / 60 % 60:00}");
        }

        return offset % 60 == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $":{offset % 60:00}");
    }

    internal static EngineTimeTz FromBits(ulong bits) =>
        new((long)(bits >> OffsetBits), OffsetSecondsMax - (int)(bits & ((1UL << OffsetBits) - 1)));

    internal ulong ToBits() => ((ulong)Microseconds << OffsetBits) | (uint)(OffsetSecondsMax - OffsetSeconds);
}

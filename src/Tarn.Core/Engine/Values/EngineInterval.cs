using System.Globalization;

namespace Tarn.Engine.Values;

/// <summary>An interval as DuckDB keeps it: three counts that do not convert into each other.</summary>
public readonly record struct EngineInterval(int Months, int Days, long Microseconds)
{
    public static EngineInterval FromTimeSpan(TimeSpan span) =>
        new(0, span.Days, (span - TimeSpan.FromDays(span.Days)).Ticks / TimeSpan.TicksPerMicrosecond);

    public override string ToString()
    {
        List<string> parts = [];
        AddCount(parts, Months / 12, "year");
        AddCount(parts, Months % 12, "month");
        AddCount(parts, Days, "day");
        if (Microseconds != 0 || parts.Count == 0)
        {
            // Negating the smallest long would overflow, hence the wider type.
            Int128 magnitude = Int128.Abs(Microseconds);
            long seconds = (long)(magnitude / 1_000_000);
            long microseconds = (long)(magnitude % 1_000_000);
            string fraction = microseconds.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
            string time = string.Create(
                CultureInfo.InvariantCulture,
                $"{(Microseconds < 0 ? "-" : "")}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
            parts.Add(fraction.Length == 0 ? time : $"{time}.{fraction}");
        }

        return string.Join(' ', parts);
    }

    private static void AddCount(List<string> parts, int count, string unit)
    {
        if (count != 0)
        {
            parts.Add(string.Create(
                CultureInfo.InvariantCulture, $"{count} {unit}{(count is 1 or -1 ? "" : "s")}"));
        }
    }
}

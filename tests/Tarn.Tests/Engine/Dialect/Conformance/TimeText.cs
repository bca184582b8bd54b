using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>Dates, times and intervals as Trino and the engine print them.</summary>
internal static partial class TimeText
{
    /// <summary>Whether both are the same date or timestamp, to the microsecond, whatever the zone.</summary>
    public static bool IsSameTimestamp(string a, string b) =>
        Read(a) is { } left && Read(b) is { } right && left.Fields == right.Fields;

    public static bool IsTimestamp(string text) => Read(text) is not null;

    public static bool HasZone(string text) => Read(text) is { Zone: not null };

    /// <summary>Microseconds since 1970 in UTC; null when there is no zone.</summary>
    public static long? Instant(string text, string? defaultZone)
    {
        if (Read(text) is not { } parts || (parts.Zone ?? defaultZone) is not { } zone)
        {
            return null;
        }

        try
        {
            DateTime local = DateTime.ParseExact(
                parts.Fields, "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            TimeSpan offset = OffsetOf(zone, local);
            return (local - offset - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        }
        catch (Exception exception)
            when (exception is FormatException or TimeZoneNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A time of day without zeros at its end.</summary>
    public static string TrimTime(string text)
    {
        string whole = text.Count(character => character == ':') == 1 ? text + ":00" : text;
        return whole.Contains('.', StringComparison.Ordinal) ? whole.TrimEnd('0').TrimEnd('.') : whole;
    }

    /// <summary>Months and milliseconds.</summary>
    public static (long Months, long Milliseconds)? Interval(string text)
    {
        if (DaySecond().Match(text) is { Success: true } days)
        {
            long value = (Number(days, 2) * 86_400_000) + TimeOfDay(days, 3);
            return (0, days.Groups[1].Length > 0 ? -value : value);
        }

        if (YearMonth().Match(text) is { Success: true } years)
        {
            long value = (Number(years, 2) * 12) + Number(years, 3);
            return (years.Groups[1].Length > 0 ? -value : value, 0);
        }

        return EngineInterval(text);
    }

    private static (long Months, long Milliseconds)? EngineInterval(string text)
    {
        long months = 0;
        long milliseconds = 0;
        bool found = false;
        foreach (Match part in Counted().Matches(text))
        {
            found = true;
            long count = Number(part, 1);
            switch (part.Groups[2].Value)
            {
                case "year":
                    months += 12 * count;
                    break;
                case "month":
                    months += count;
                    break;
                default:
                    milliseconds += count * 86_400_000;
                    break;
            }
        }

        if (Clock().Match(text) is { Success: true } clock)
        {
            found = true;
            long value = TimeOfDay(clock, 2);
            milliseconds += clock.Groups[1].Length > 0 ? -value : value;
        }

        return found ? (months, milliseconds) : null;
    }

    private static long TimeOfDay(Match match, int group) =>
        (Number(match, group) * 3_600_000) + (Number(match, group + 1) * 60_000) + (Number(match, group + 2) * 1000)
        + long.Parse((match.Groups[group + 3].Value + "000")[..3], CultureInfo.InvariantCulture);

    private static long Number(Match match, int group) =>
        long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static TimeSpan OffsetOf(string zone, DateTime local)
    {
        if (zone is "Z" or "UTC" or "GMT" or "UT")
        {
            return TimeSpan.Zero;
        }

        if (Offset().Match(zone) is { Success: true } match)
        {
            int minutes = (int)(Number(match, 2) * 60)
                + (match.Groups[3].Length > 0 ? (int)Number(match, 3) : 0);
            return TimeSpan.FromMinutes(match.Groups[1].Value == "-" ? -minutes : minutes);
        }

        return TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(local);
    }

    private static (string Fields, string? Zone)? Read(string text)
    {
        Match match = Timestamp().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        string Field(string name, int width) => match.Groups[name].Value.PadLeft(width, '0');
        string fraction = match.Groups["fraction"].Value.PadRight(6, '0')[..6];
        string fields = $"{match.Groups["year"].Value}-{Field("month", 2)}-{Field("day", 2)}"
            + $"T{Field("hour", 2)}:{Field("minute", 2)}:{Field("second", 2)}.{fraction}";
        return (fields, match.Groups["zone"].Length > 0 ? match.Groups["zone"].Value : null);
    }

    [GeneratedRegex(@"^(?<year>[+-]?\d{4,6})-(?<month>\d{1,2})-(?<day>\d{1,2})"
        + @"(?:[ T](?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?)?"
        + @"\s*(?<zone>Z|[A-Za-z][A-Za-z0-9_/+\-:]*|[+-]\d{1,2}:?\d{0,2})?$")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?$")]
    private static partial Regex Offset();

    [GeneratedRegex(@"^(-?)(\d+) (\d\d):(\d\d):(\d\d)\.(\d{3})$")]
    private static partial Regex DaySecond();

    [GeneratedRegex(@"^(-?)(\d+)-(\d+)$")]
    private static partial Regex YearMonth();

    [GeneratedRegex(@"(-?\d+) (year|month|day)s?")]
    private static partial Regex Counted();

    [GeneratedRegex(@"(-?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?")]
    private static partial Regex Clock();
}

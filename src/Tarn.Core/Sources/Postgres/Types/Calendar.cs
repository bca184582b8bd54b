using System.Globalization;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// From PostgreSQL's calendar, which begins in 2000, to the engine's, which begins in 1970. Tables hold the years 1 to
/// 9999, which is what their readers understand: what is outside, infinity too, becomes the nearest moment in them.
/// </summary>
internal static class Calendar
{
    public const long MicrosecondsPerDay = 86_400_000_000;

    private const int Days1970To2000 = 10_957;
    private const long Microseconds1970To2000 = Days1970To2000 * MicrosecondsPerDay;
    private const int DaysMin = -719_162;
    private const int DaysMax = 2_932_896;
    private const long MicrosecondsMin = DaysMin * MicrosecondsPerDay;
    private const long MicrosecondsMax = ((DaysMax + 1) * MicrosecondsPerDay) - 1;

    /// <param name="days2000">Since 1 January 2000.</param>
    /// <param name="unfit">Counts what was outside.</param>
    /// <returns>Days since 1 January 1970.</returns>
    public static int Days(int days2000, Unfit unfit)
    {
        if (days2000 is >= DaysMin - Days1970To2000 and <= DaysMax - Days1970To2000)
        {
            return days2000 + Days1970To2000;
        }

        unfit.CountOutOfYears();
        return days2000 < 0 ? DaysMin : DaysMax;
    }

    /// <param name="microseconds2000">Since 1 January 2000.</param>
    /// <param name="unfit">Counts what was outside.</param>
    /// <returns>Microseconds since 1 January 1970.</returns>
    public static long Microseconds(long microseconds2000, Unfit unfit)
    {
        if (microseconds2000 is >= MicrosecondsMin - Microseconds1970To2000
            and <= MicrosecondsMax - Microseconds1970To2000)
        {
            return microseconds2000 + Microseconds1970To2000;
        }

        unfit.CountOutOfYears();
        return microseconds2000 < 0 ? MicrosecondsMin : MicrosecondsMax;
    }

    /// <summary>
    /// Reads what the server writes with DateStyle ISO and TimeZone UTC: <c>2024-02-29</c>, with a time
    /// <c>2024-02-29 12:30:00.5</c>, with <c>+00</c> behind it, with <c> BC</c> behind that, or <c>infinity</c>.
    /// </summary>
    /// <returns>Microseconds since 1 January 2000, the extremes for what is outside of the years 1 to 9999.</returns>
    /// <exception cref="FormatException">It is something else.</exception>
    public static long ParseMicroseconds(ReadOnlySpan<byte> text)
    {
        if (text.EndsWith(" BC"u8) || text.SequenceEqual("-infinity"u8))
        {
            return long.MinValue;
        }

        if (text.SequenceEqual("infinity"u8) || text.IndexOf((byte)'-') > 4)
        {
            return long.MaxValue;
        }

        ReadOnlySpan<byte> moment = text.EndsWith("+00"u8) ? text[..^3] : text;
        string form = moment.Length switch
        {
            10 => "yyyy-MM-dd",
            _ => "yyyy-MM-dd HH:mm:ss.FFFFFF",
        };
        Span<char> characters = stackalloc char[32];
        if (moment.Length > characters.Length
            || System.Text.Encoding.UTF8.GetChars(moment, characters) is int length && !DateTime.TryParseExact(
                characters[..length], form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed))
        {
            throw new FormatException($"'{System.Text.Encoding.UTF8.GetString(text)}' is not a date or timestamp");
        }

        return (parsed - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond - Microseconds1970To2000;
    }
}

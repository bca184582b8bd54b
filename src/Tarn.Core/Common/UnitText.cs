using System.Buffers;
using System.Globalization;

namespace Tarn.Common;

/// <summary>Sizes (<c>4GB</c>) and durations (<c>36h</c>): a number and a unit without a blank.</summary>
public static class UnitText
{
    private const decimal NumberMax = 1_000_000_000_000;
    private const int DaysMax = 100 * 366;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Bytes)[] Sizes =
    [
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30),
    ];

    private static readonly (string Unit, long Seconds)[] Durations =
        [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)];

    public static IEnumerable<string> SizeUnits => Sizes.Select(size => size.Unit);

    public static IEnumerable<string> DurationUnits => Durations.Select(duration => duration.Unit);

    /// <summary>At least one byte; null when the text is no size.</summary>
    public static long? TryParseBytes(string text) =>
        Read(text, Sizes) is decimal bytes and >= 1 and <= long.MaxValue ? (long)bytes : null;

    /// <summary>From zero to a hundred years; null when the text is no such duration.</summary>
    public static TimeSpan? TryParseDuration(string text) =>
        Read(text, Durations) is decimal seconds && seconds <= (decimal)TimeSpan.FromDays(DaysMax).TotalSeconds
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    /// <summary>In the largest unit that leaves no rest: <c>7d</c>, <c>90m</c>, <c>0s</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        decimal seconds = (decimal)duration.Ticks / TimeSpan.TicksPerSecond;
        (string unit, long factor) = Durations.LastOrDefault(
            candidate => seconds != 0 && seconds % candidate.Seconds == 0, Durations[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / factor:0.###}{unit}");
    }

    private static decimal? Read(string text, (string Unit, long Factor)[] units)
    {
        int digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (digits <= 0
            || !decimal.TryParse(
                text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            || number > NumberMax)
        {
            return null;
        }

        foreach ((string unit, long factor) in units)
        {
            if (text.AsSpan(digits).Equals(unit, StringComparison.OrdinalIgnoreCase))
            {
                return number * factor;
            }
        }

        return null;
    }
}

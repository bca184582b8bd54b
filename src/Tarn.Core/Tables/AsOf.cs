using System.Globalization;

namespace Tarn.Tables;

/// <summary>Which version of a table is meant when it is not the newest.</summary>
public abstract record AsOf
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>
    /// A version's number, or a date or moment as ISO 8601 writes it (with a blank for the T, too), in UTC unless it
    /// says otherwise; null for anything else.
    /// </summary>
    public static AsOf? TryParse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return new Version(number);
        }

        return DateTimeOffset.TryParseExact(
            text,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset at)
            ? new Moment(at)
            : null;
    }

    /// <summary>A version by its number.</summary>
    public sealed record Version(long Number) : AsOf
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"version {Number}");
    }

    /// <summary>The version that was the newest at a moment; after the last commit it is the newest there is.</summary>
    public sealed record Moment(DateTimeOffset At) : AsOf
    {
        public override string ToString() =>
            At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
    }
}

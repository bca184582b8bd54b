using System.Globalization;
using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>
/// Which ways of writing dates and moments a text fits. ISO 8601 in universal time has the empty format.
/// </summary>
internal static class MomentFormats
{
    public const string Iso = "";

    private const int LengthMin = 8;
    private const int LengthMax = 40;

    private static readonly string[] IsoTimes =
    [
        "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ",
    ];

    private static readonly (string Engine, string Net)[] Dates =
    [
        ("%d.%m.%Y", "d.M.yyyy"), ("%d/%m/%Y", "d/M/yyyy"), ("%m/%d/%Y", "M/d/yyyy"), ("%Y/%m/%d", "yyyy/M/d"),
        ("%d-%m-%Y", "d-M-yyyy"), ("%m-%d-%Y", "M-d-yyyy"), ("%d-%b-%Y", "d-MMM-yyyy"), ("%d %b %Y", "d MMM yyyy"),
    ];

    private static readonly (string Engine, string Net)[] Times =
    [
        (" %H:%M", " H:mm"), (" %H:%M:%S", " H:mm:ss"), (" %I:%M %p", " h:mm tt"), (" %I:%M:%S %p", " h:mm:ss tt"),
    ];

    private static readonly (string Engine, string Net)[] Moments =
    [
        .. Dates.SelectMany(date => Times.Select(time => (date.Engine + time.Engine, date.Net + time.Net))),
        ("%d/%b/%Y:%H:%M:%S %z", "dd/MMM/yyyy:HH:mm:ss zzz"),
        ("%Y-%m-%dT%H:%M:%S%z", "yyyy-MM-ddTHH:mm:sszzz"), ("%Y-%m-%d %H:%M:%S%z", "yyyy-MM-dd HH:mm:sszzz"),
        ("%Y-%m-%dT%H:%M:%S.%f%z", "yyyy-MM-ddTHH:mm:ss.FFFFFFzzz"),
    ];

    /// <summary>Date or timestamp and the formats that fit, or null when the text is neither.</summary>
    public static (HiveType Type, IReadOnlyList<string> Formats)? Find(string text)
    {
        if (text.Length is < LengthMin or > LengthMax || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        if (IsoOf(text) is { } type)
        {
            return (type, [Iso]);
        }

        string[] dates = Fitting(text, Dates);
        if (dates.Length > 0)
        {
            return (HiveType.Date, dates);
        }

        string[] moments = text.Contains(':', StringComparison.Ordinal) ? Fitting(text, Moments) : [];
        return moments.Length > 0 ? (HiveType.Timestamp, moments) : null;
    }

    /// <summary>For values that have no column of their own to say a format, such as fields of JSON objects.</summary>
    public static HiveType? IsoOf(string text)
    {
        if (text.Length is < LengthMin or > LengthMax || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return HiveType.Date;
        }

        bool isMoment = text.Length > "yyyy-MM-dd".Length && DateTime.TryParseExact(
            text, IsoTimes, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _);
        return isMoment ? HiveType.Timestamp : null;
    }

    private static string[] Fitting(string text, (string Engine, string Net)[] formats) =>
    [
        .. formats
            .Where(format => DateTimeOffset.TryParseExact(
                text, format.Net, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            .Select(format => format.Engine),
    ];
}

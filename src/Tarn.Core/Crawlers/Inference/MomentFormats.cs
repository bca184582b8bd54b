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

    private static readonly string[] OnlyIso = [Iso];

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
        ("%Y-%m-%dT%H:%M:%S.%g%z", "yyyy-MM-ddTHH:mm:ss.fffzzz"),
        ("%Y-%m-%dT%H:%M:%S.%f%z", "yyyy-MM-ddTHH:mm:ss.ffffffzzz"),
    ];

    /// <summary>Date or timestamp and the formats that fit, or null when the text is neither.</summary>
    public static (HiveType Type, IReadOnlyList<string> Formats)? Find(string text)
    {
        if (text.Length is < LengthMin or > LengthMax || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        if (IsoText.TypeOf(text) is { } type)
        {
            return (type, OnlyIso);
        }

        int separator = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (separator is not (1 or 2 or 4) || !char.IsAsciiDigit(text[^1]) && text[^1] is not ('M' or 'm'))
        {
            return null;
        }

        bool hasTime = text.Contains(':', StringComparison.Ordinal);
        string[] fitting = Fitting(text, text[separator], hasTime ? Moments : Dates);
        return fitting.Length == 0 ? null : (hasTime ? HiveType.Timestamp : HiveType.Date, fitting);
    }

    /// <summary>
    /// Whether the text is what the column's values were so far, which spares looking for its formats.
    /// </summary>
    public static bool Fits(string text, SchemaColumn column) =>
        column.Formats is [Iso] && IsoText.TypeOf(text) == column.Type;

    /// <summary>Those that begin with a number, the separator and then fit.</summary>
    private static string[] Fitting(string text, char separator, (string Engine, string Net)[] formats) =>
    [
        .. formats
            .Where(format => format.Net[format.Net.AsSpan().IndexOfAnyExcept("dMy")] == separator)
            .Where(format => DateTimeOffset.TryParseExact(
                text, format.Net, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            .Select(format => format.Engine),
    ];
}

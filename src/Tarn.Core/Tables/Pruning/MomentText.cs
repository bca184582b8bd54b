using System.Globalization;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Pruning;

/// <summary>
/// Dates and times from constants, statistics and partition values; without an offset they are in UTC.
/// </summary>
internal static class MomentText
{
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] LocalFormats =
    [
        DateFormat, "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF",
    ];

    private static readonly string[] ZonedFormats =
    [
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz",
        "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss.FFFFFFzzz",
    ];

    /// <summary>
    /// A query's constant; null for infinities, and for text that a date column would be cast from with loss.
    /// </summary>
    public static Comparand.Moment? FromValue(object? value, DeltaType type) => value switch
    {
        DateOnly date => new Comparand.Moment(date.ToDateTime(TimeOnly.MinValue).Ticks),
        DateTime timestamp => new Comparand.Moment(timestamp.Ticks),
        DateTimeOffset instant => new Comparand.Moment(instant.UtcTicks),
        string text when ColumnDomains.Of(type) == ColumnDomain.Date => ParseDate(text),
        string text => ParseLocal(text),
        _ => null,
    };

    /// <summary>Null when the text is in none of the forms that writers of tables use.</summary>
    public static Comparand.Moment? Parse(string text) => ParseLocal(text) ?? ParseZoned(text);

    private static Comparand.Moment? ParseDate(string text) =>
        DateTime.TryParseExact(
            text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? new Comparand.Moment(date.Ticks)
            : null;

    private static Comparand.Moment? ParseLocal(string text) =>
        DateTime.TryParseExact(
            text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            ? new Comparand.Moment(local.Ticks)
            : null;

    private static Comparand.Moment? ParseZoned(string text)
    {
        string zoned = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        return DateTimeOffset.TryParseExact(
            zoned, ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)
            ? new Comparand.Moment(instant.UtcTicks)
            : null;
    }
}

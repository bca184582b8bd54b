using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;

namespace Tarn.Catalog.Projection;

/// <summary>The values of a partition key of projection type date; times are UTC.</summary>
internal sealed partial class ProjectedDates(ProjectionProperties properties, ColumnEntry key, DateTimeOffset now)
{
    private const string RangeExpected = "two dates in the key's format, or NOW with or without -3DAYS, in order";

    /// <summary>In order, both ends of the range included.</summary>
    /// <exception cref="Tarn.Common.TarnException"><c>TN5011</c>: a property is missing or wrong.</exception>
    public List<ProjectedValue> Values()
    {
        string format = Format();
        (string fromText, string toText) = ProjectedKeys.RangeOf(properties, key, RangeExpected);
        DateTime from = End(fromText, format);
        DateTime to = End(toText, format);
        (long interval, DateUnit unit) = Interval(format);
        List<ProjectedValue> values = [];
        for (int i = 0; Add(from, unit, i * interval) is { } at && at <= to; i++)
        {
            if (values.Count == ProjectedKeys.ValuesMax)
            {
                throw properties.Bad(
                    ProjectionProperties.Name(key, "range"),
                    $"'{fromText},{toText}'",
                    $"at most {ProjectedKeys.ValuesMax} values");
            }

            values.Add(Value(at, format));
        }

        return values;
    }

    private ProjectedValue Value(DateTime at, string format)
    {
        string text = at.ToString(format, CultureInfo.InvariantCulture);
        HiveType type = HiveType.Parse(key.Type);
        string typed = type == HiveType.Date ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : type == HiveType.Timestamp ? at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
        return new ProjectedValue(typed, text);
    }

    /// <summary>Of Java's patterns those letters that mean the same here.</summary>
    private string Format()
    {
        string format = properties.Get(key, "format", "a pattern such as yyyy-MM-dd")
            .Replace('u', 'y')
            .Replace("/", "'/'", StringComparison.Ordinal)
            .Replace(":", "':'", StringComparison.Ordinal);
        return Pattern().IsMatch(format)
            ? format.Length == 1 ? "%" + format : format
            : throw properties.Bad(
                ProjectionProperties.Name(key, "format"),
                $"'{properties.Find(key, "format")}'",
                "a pattern of yyyy, MM, dd, HH, mm, ss and texts, such as yyyy/MM/dd");
    }

    private DateTime End(string text, string format)
    {
        Match match = Now().Match(text);
        if (!match.Success)
        {
            return DateTime.TryParseExact(
                text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
                ? date
                : throw properties.Bad(ProjectionProperties.Name(key, "range"), $"'{text}'", RangeExpected);
        }

        long count = match.Groups["count"].Success
            ? long.Parse(match.Groups["sign"].Value + match.Groups["count"].Value, CultureInfo.InvariantCulture)
            : 0;
        DateUnit unit = count == 0 ? DateUnit.Days : Unit(match.Groups["unit"].Value, "range");
        DateTime moment = Add(now.UtcDateTime, unit, count)
            ?? throw properties.Bad(ProjectionProperties.Name(key, "range"), $"'{text}'", RangeExpected);

        // As the format has it: a range that begins NOW begins with today, not with this second.
        string written = moment.ToString(format, CultureInfo.InvariantCulture);
        return DateTime.TryParseExact(
            written, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime rounded)
            ? rounded
            : moment;
    }

    /// <summary>Only formats with the precision of a day or a month have an interval of their own.</summary>
    private (long Count, DateUnit Unit) Interval(string format)
    {
        string? unit = properties.Find(key, "interval.unit");
        bool hasTime = format.AsSpan().IndexOfAny('H', 'm', 's') >= 0;
        if (unit is null && hasTime)
        {
            throw properties.Bad(
                ProjectionProperties.Name(key, "interval.unit"),
                "missing",
                "YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES or SECONDS, because the format has a time of day");
        }

        bool hasDays = format.Contains('d', StringComparison.Ordinal);
        bool hasMonths = format.Contains('M', StringComparison.Ordinal);
        DateUnit otherwise = hasDays ? DateUnit.Days : hasMonths ? DateUnit.Months : DateUnit.Years;
        return (
            properties.Number(key, "interval", otherwise: 1, least: 1),
            unit is null ? otherwise : Unit(unit, "interval.unit"));
    }

    private DateUnit Unit(string text, string property)
    {
        string plural = text.EndsWith("s", StringComparison.OrdinalIgnoreCase) ? text : text + "s";
        return Enum.TryParse(plural, ignoreCase: true, out DateUnit unit) && Enum.IsDefined(unit)
            ? unit
            : throw properties.Bad(
                ProjectionProperties.Name(key, property),
                $"'{text}'",
                "YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES or SECONDS");
    }

    /// <summary>Null when there is no such moment.</summary>
    private static DateTime? Add(DateTime moment, DateUnit unit, long count)
    {
        try
        {
            return unit switch
            {
                DateUnit.Years => moment.AddYears(checked((int)count)),
                DateUnit.Months => moment.AddMonths(checked((int)count)),
                DateUnit.Weeks => moment.AddDays(7.0 * count),
                DateUnit.Days => moment.AddDays(count),
                DateUnit.Hours => moment.AddHours(count),
                DateUnit.Minutes => moment.AddMinutes(count),
                _ => moment.AddSeconds(count),
            };
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(y{1,4}|M{1,2}|d{1,2}|H{1,2}|m{1,2}|s{1,2}|[-_. ]|'[^']*')+\z")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^NOW(\s*(?<sign>[+-])\s*(?<count>[0-9]{1,9})\s*(?<unit>[A-Za-z]+))?\z")]
    private static partial Regex Now();
}

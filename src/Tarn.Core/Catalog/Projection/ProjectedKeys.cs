using System.Globalization;
using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Projection;

/// <summary>The values that the properties of a table give a partition key.</summary>
internal sealed class ProjectedKeys(ProjectionProperties properties, DateTimeOffset now)
{
    /// <summary>More values than any key of a real table has.</summary>
    public const int ValuesMax = 1_000_000;

    private const string TypeProperty = "type";
    private const string Range = "range";

    /// <summary>In order; null for an injected key, whose values only queries know.</summary>
    /// <exception cref="Tarn.Common.TarnException"><c>TN5011</c>: a property is missing or wrong.</exception>
    public IReadOnlyList<ProjectedValue>? Values(ColumnEntry key)
    {
        const string Types = "enum, integer, date or injected";
        string type = properties.Get(key, TypeProperty, Types);
        return type.ToLowerInvariant() switch
        {
            "enum" => Enumeration(key),
            "integer" => Integers(key),
            "date" => new ProjectedDates(properties, key, now).Values(),
            "injected" => null,
            _ => throw properties.Bad(ProjectionProperties.Name(key, TypeProperty), $"'{type}'", Types),
        };
    }

    /// <summary>The two ends of the key's range.</summary>
    public static (string From, string To) RangeOf(ProjectionProperties properties, ColumnEntry key, string expected)
    {
        string range = properties.Get(key, Range, expected);
        string[] ends = range.Split(',', StringSplitOptions.TrimEntries);
        return ends.Length == 2
            ? (ends[0], ends[1])
            : throw properties.Bad(ProjectionProperties.Name(key, Range), $"'{range}'", expected);
    }

    private IReadOnlyList<ProjectedValue> Enumeration(ColumnEntry key) =>
    [
        .. properties.Get(key, "values", "values between commas")
            .Split(',', StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)
            .Select(value => new ProjectedValue(value, value)),
    ];

    private List<ProjectedValue> Integers(ColumnEntry key)
    {
        const string Expected = "two whole numbers in order, such as 1,12";
        (string fromText, string toText) = RangeOf(properties, key, Expected);
        if (!long.TryParse(fromText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long from)
            || !long.TryParse(toText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long to)
            || from > to)
        {
            throw properties.Bad(ProjectionProperties.Name(key, Range), $"'{fromText},{toText}'", Expected);
        }

        long interval = properties.Number(key, "interval", otherwise: 1, least: 1);
        long digits = properties.Number(key, "digits", otherwise: 0, least: 0);
        Int128 count = (((Int128)to - from) / interval) + 1;
        if (count > ValuesMax || digits > byte.MaxValue)
        {
            throw properties.Bad(
                ProjectionProperties.Name(key, Range),
                $"'{fromText},{toText}' with {count} values of {digits} digits",
                $"at most {ValuesMax} values");
        }

        List<ProjectedValue> values = [];
        for (int i = 0; i < (int)count; i++)
        {
            string text = (from + (i * interval)).ToString($"D{digits}", CultureInfo.InvariantCulture);
            values.Add(new ProjectedValue(text, text));
        }

        return values;
    }
}

using System.Globalization;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>The filters of ListCrawls: all must be met. Times are milliseconds since 1970, or ISO 8601.</summary>
internal sealed class CrawlFilters
{
    private readonly List<Func<CrawlerHistory, bool>> _tests = [];

    private CrawlFilters()
    {
    }

    /// <exception cref="AwsException">
    /// <c>InvalidInputException</c>: a field, operator or value that is none.
    /// </exception>
    public static CrawlFilters Of(IReadOnlyList<CrawlsFilter> filters)
    {
        CrawlFilters result = new();
        foreach (CrawlsFilter filter in filters)
        {
            result._tests.Add(TestOf(filter));
        }

        return result;
    }

    public bool IsMatch(CrawlerHistory crawl) => _tests.TrueForAll(test => test(crawl));

    private static Func<CrawlerHistory, bool> TestOf(CrawlsFilter filter)
    {
        string value = filter.FieldValue ?? "";
        switch (filter.FieldName)
        {
            case "CRAWL_ID":
                return TextTest(filter, crawl => crawl.CrawlId, value);
            case "STATE":
                return TextTest(filter, crawl => crawl.State, value);
            case "START_TIME":
                DateTimeOffset start = TimeOf(filter);
                return crawl => Holds(filter, crawl.StartTime.CompareTo(start));
            case "END_TIME":
                DateTimeOffset end = TimeOf(filter);
                return crawl => crawl.EndTime is { } ended && Holds(filter, ended.CompareTo(end));
            default:
                throw Invalid($"FieldName is '{filter.FieldName}', expected CRAWL_ID, STATE, START_TIME or END_TIME");
        }
    }

    private static Func<CrawlerHistory, bool> TextTest(
        CrawlsFilter filter, Func<CrawlerHistory, string> field, string value) =>
        filter.FilterOperator is "EQ" or "NE"
            ? crawl => Holds(filter, string.CompareOrdinal(field(crawl), value))
            : throw Invalid($"FilterOperator of {filter.FieldName} is '{filter.FilterOperator}', expected EQ or NE");

    private static bool Holds(CrawlsFilter filter, int order) => filter.FilterOperator switch
    {
        "GT" => order > 0,
        "GE" => order >= 0,
        "LT" => order < 0,
        "LE" => order <= 0,
        "EQ" => order == 0,
        "NE" => order != 0,
        _ => throw Invalid($"FilterOperator is '{filter.FilterOperator}', expected GT, GE, LT, LE, EQ or NE"),
    };

    private static DateTimeOffset TimeOf(CrawlsFilter filter)
    {
        if (long.TryParse(filter.FieldValue, NumberStyles.Integer, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds is >= 0 and < 253_402_300_800_000)
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        return DateTimeOffset.TryParse(
            filter.FieldValue, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw Invalid($"FieldValue of {filter.FieldName} is '{filter.FieldValue}', expected a time");
    }

    private static AwsException Invalid(string message) => new(GlueErrors.InvalidInput, message);
}

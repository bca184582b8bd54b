using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>
/// Finds the dialect in which nine of ten records have the same number of fields, and the most of them.
/// </summary>
internal static class CsvSniffer
{
    private const int RecordsMax = 200;
    private const double EqualMin = 0.9;

    private static readonly char[] Usual = [',', ';', '\t', '|'];
    private static readonly char[] Rare = ['\u0001', '^', '~', ':'];

    /// <summary>The dialect, or null when no delimiter gives at least two fields.</summary>
    public static CsvDialect? Find(TextSample sample) => Find(sample, Usual) ?? Find(sample, Rare);

    private static CsvDialect? Find(TextSample sample, char[] delimiters)
    {
        (CsvDialect Dialect, int Fields, double Equal)? best = null;
        foreach (CsvDialect dialect in Dialects(sample.Text, delimiters))
        {
            (int fields, double equal) = Measure(CsvRecords.Read(sample, dialect, RecordsMax));
            bool isBetter = best is not { } other
                || fields > other.Fields
                || (fields == other.Fields && equal > other.Equal);
            if (fields > 1 && equal >= EqualMin && isBetter)
            {
                best = (dialect, fields, equal);
            }
        }

        return best?.Dialect;
    }

    private static IEnumerable<CsvDialect> Dialects(string text, char[] delimiters)
    {
        bool hasEscape = text.Contains("\\\"", StringComparison.Ordinal);
        bool hasSingle = text.Contains('\'', StringComparison.Ordinal);
        foreach (char delimiter in delimiters.Where(character => text.Contains(character, StringComparison.Ordinal)))
        {
            yield return new CsvDialect(delimiter, '"', null);
            if (hasEscape)
            {
                yield return new CsvDialect(delimiter, '"', '\\');
            }

            if (hasSingle)
            {
                yield return new CsvDialect(delimiter, '\'', null);
            }
        }
    }

    private static (int Fields, double Equal) Measure(List<string[]> records)
    {
        if (records.Count == 0)
        {
            return (0, 0);
        }

        IGrouping<int, string[]> usual = records
            .GroupBy(record => record.Length)
            .MaxBy(group => (group.Count(), group.Key))!;
        return (usual.Key, (double)usual.Count() / records.Count);
    }
}

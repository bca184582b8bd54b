using Tarn.Catalog.Entries;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Grouping;

/// <summary>Which files can be of one table, and what they look like together.</summary>
internal static class SchemaFamily
{
    private const double AlikeMin = 0.7;

    /// <summary>Whether one reader reads both: the same format, written the same way.</summary>
    public static bool AreOneFormat(FileSchema left, FileSchema right) =>
        left.Format == right.Format
        && left.IsDelta == right.IsDelta
        && left.Classifier == right.Classifier
        && AreOnePattern(left.Grok, right.Grok)
        && (left.Csv is null || right.Csv is null || AreOneDialect(left, right));

    /// <summary>
    /// Whether seven of ten columns are the same: of the wider of the two; of the narrower for JSON, which leaves out
    /// what a record does not have. One column more is alike in any case. Files without header need as many columns.
    /// </summary>
    public static bool AreAlike(FileSchema left, FileSchema right)
    {
        if (left.Format == DataFormat.Grok)
        {
            return true;
        }

        if (left.Csv is { HasHeader: false })
        {
            return left.Columns.Count == right.Columns.Count;
        }

        HashSet<string> names =
            left.Columns.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        int common = right.Columns.Count(column => names.Contains(column.Name));
        bool isJson = left.Format is DataFormat.JsonLines or DataFormat.JsonArray;
        int fewer = Math.Min(left.Columns.Count, right.Columns.Count);
        int all = isJson ? fewer : Math.Max(left.Columns.Count, right.Columns.Count);
        bool hasOneMore = common == fewer && common >= all - 1;
        return hasOneMore || common >= all * AlikeMin;
    }

    public static FileSchema Merge(FileSchema left, FileSchema right) => left with
    {
        Csv = left.Csv is null || right.Csv is null ? left.Csv : left.Csv with
        {
            Escape = left.Csv.Escape ?? right.Csv.Escape,
            Encoding = left.IsAscii ? right.Csv.Encoding : left.Csv.Encoding,
            NullValues =
                [.. left.Csv.NullValues.Union(right.Csv.NullValues).Order(StringComparer.Ordinal)],
        },
        IsAscii = left.IsAscii && right.IsAscii,
        Columns = ColumnMerge.Of(left.Columns, right.Columns),
    };

    private static bool AreOnePattern(GrokFormat? left, GrokFormat? right) =>
        left?.Pattern == right?.Pattern
        && (left is null || right is null
            || (left.CustomPatterns.Count == right.CustomPatterns.Count
                && !left.CustomPatterns.Except(right.CustomPatterns).Any()));

    private static bool AreOneDialect(FileSchema left, FileSchema right) =>
        left.Csv!.Delimiter == right.Csv!.Delimiter
        && left.Csv.Quote == right.Csv.Quote
        && left.Csv.HasHeader == right.Csv.HasHeader
        && (left.IsAscii || right.IsAscii || left.Csv.Encoding == right.Csv.Encoding);
}

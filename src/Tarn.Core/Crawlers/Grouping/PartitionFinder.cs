using System.Globalization;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Grouping;

/// <summary>
/// Reads partition columns and values from the folders between a table and its files. The columns are the levels that
/// all files have with the same names: what lies deeper belongs to its partition.
/// </summary>
internal static class PartitionFinder
{
    private const string NullValue = "__HIVE_DEFAULT_PARTITION__";

    public static (IReadOnlyList<SchemaColumn> Keys, IReadOnlyList<PartitionEntry> Partitions) Find(
        string prefix, IReadOnlyList<CrawledObject> files)
    {
        string[] folders =
            [.. files.Select(file => file.Key[..(file.Key.LastIndexOf('/') + 1)]).Distinct(StringComparer.Ordinal)];
        string[][] levels = [.. folders.Select(folder => folder[prefix.Length..].Split('/')[..^1])];
        string[] names = CommonNames(levels);
        if (names.Length == 0)
        {
            return ([], []);
        }

        Dictionary<string, PartitionEntry> partitions = new(StringComparer.Ordinal);
        foreach (string[] segments in levels)
        {
            string path = $"{prefix}{string.Join('/', segments[..names.Length])}/";
            partitions.TryAdd(path, new PartitionEntry([.. segments[..names.Length].Select(Value)], path));
        }

        PartitionEntry[] found = [.. partitions.Values.OrderBy(partition => partition.Prefix, StringComparer.Ordinal)];
        SchemaColumn[] keys =
            [.. names.Select((name, i) => Key(name, found.Select(partition => partition.Values[i])))];
        return (keys, found);
    }

    private static string[] CommonNames(string[][] levels)
    {
        List<string> names = [];
        for (int i = 0; levels.All(segments => segments.Length > i); i++)
        {
            string name = Name(levels[0][i], i);
            if (levels.Any(segments => Name(segments[i], i) != name))
            {
                break;
            }

            names.Add(name);
        }

        return [.. names];
    }

    private static string Name(string segment, int level)
    {
        int equals = segment.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? Uri.UnescapeDataString(segment[..equals])
            : string.Create(CultureInfo.InvariantCulture, $"partition_{level}");
    }

    private static string? Value(string segment)
    {
        int equals = segment.IndexOf('=', StringComparison.Ordinal);
        string value = equals > 0 ? segment[(equals + 1)..] : segment;
        return value == NullValue ? null : Uri.UnescapeDataString(value);
    }

    /// <summary>Whole numbers and ISO dates; anything else, leading zeros included, stays text.</summary>
    private static SchemaColumn Key(string name, IEnumerable<string?> values)
    {
        SchemaColumn column = values.Aggregate(
            new SchemaColumn(name, HiveType.Void), (known, value) => TextInference.Add(known, value ?? ""));
        bool isTyped = column.Type == HiveType.Int || column.Type == HiveType.BigInt
            || (column.Type == HiveType.Date && column.Formats.Contains(MomentFormats.Iso));
        return isTyped ? column : new SchemaColumn(name, HiveType.Text);
    }
}

using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Changes;

/// <summary>Says what is different between two versions of a table.</summary>
public static class EntryDiff
{
    /// <summary>
    /// In a fixed order: facts of the table, its storage, columns in table order, keys, tags, properties.
    /// </summary>
    public static IReadOnlyList<EntryDifference> Between(TableEntry before, TableEntry after) =>
    [
        .. Fact("name", before.Name.ToString(), after.Name.ToString()),
        .. Fact("kind", before.Kind.ToString(), after.Kind.ToString()),
        .. Fact("description", before.Description, after.Description),
        .. Fact("owner", before.Owner, after.Owner),
        .. Fact("deprecated", Flag(before.IsDeprecated), Flag(after.IsDeprecated)),
        .. Fact("location", Location(before.Storage), Location(after.Storage)),
        .. Fact("format", FormatText.Of(before.Storage), FormatText.Of(after.Storage)),
        .. Fact("files", Files(before.Storage), Files(after.Storage)),
        .. Fact("sql", before.ViewSql, after.ViewSql),
        .. Columns("column", before.Columns, after.Columns),
        .. Columns("partition key", before.PartitionKeys, after.PartitionKeys),
        .. Texts("tag", before.Tags, after.Tags),
        .. Texts("property", before.Properties, after.Properties),
    ];

    private static IEnumerable<EntryDifference> Columns(
        string word, IReadOnlyList<ColumnEntry> before, IReadOnlyList<ColumnEntry> after)
    {
        Dictionary<string, ColumnEntry> earlier = before.ToDictionary(column => column.Name);
        HashSet<string> later = [.. after.Select(column => column.Name)];
        foreach (ColumnEntry column in before.Where(column => !later.Contains(column.Name)))
        {
            yield return new EntryDifference($"{word} {column.Name}", column.Type, null);
        }

        foreach (ColumnEntry column in after)
        {
            if (!earlier.TryGetValue(column.Name, out ColumnEntry? was))
            {
                yield return new EntryDifference($"{word} {column.Name}", null, column.Type);
                continue;
            }

            IEnumerable<EntryDifference> changes =
            [
                .. Fact($"{word} {column.Name}", was.Type, column.Type),
                .. Fact($"comment of {column.Name}", was.Comment, column.Comment),
                .. Fact($"source of {column.Name}", was.SourceName, column.SourceName),
                .. Fact($"format of {column.Name}", was.Format, column.Format),
                .. Texts($"tag of {column.Name}", was.Tags, column.Tags),
            ];
            foreach (EntryDifference change in changes)
            {
                yield return change;
            }
        }

        string[] kept = [.. before.Select(column => column.Name).Where(later.Contains)];
        string[] keptNow = [.. after.Select(column => column.Name).Where(earlier.ContainsKey)];
        if (!kept.SequenceEqual(keptNow))
        {
            yield return new EntryDifference($"order of {word}s", string.Join(", ", kept), string.Join(", ", keptNow));
        }
    }

    private static IEnumerable<EntryDifference> Texts(
        string word, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys)
            .Order(StringComparer.Ordinal)
            .SelectMany(key => Fact($"{word} {key}", before.GetValueOrDefault(key), after.GetValueOrDefault(key)));

    private static IEnumerable<EntryDifference> Fact(string subject, string? before, string? after) =>
        before == after ? [] : [new EntryDifference(subject, before, after)];

    private static string? Flag(bool value) => value ? "yes" : null;

    private static string? Location(StorageEntry? storage) =>
        storage is null ? null : $"{storage.Bucket}/{storage.Prefix}";

    private static string? Files(StorageEntry? storage) => storage is null or { Suffixes: [], Exclusions: [] }
        ? null
        : string.Join(' ', [.. storage.Suffixes.Select(suffix => $"*{suffix}"), .. storage.Exclusions.Select(Not)]);

    private static string Not(string pattern) => $"!{pattern}";
}

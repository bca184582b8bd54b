using Tarn.Catalog.Entries;

namespace Tarn.Crawlers.Updating;

/// <summary>The difference of two versions of a table, for people: one change a line.</summary>
internal static class EntryDiff
{
    private const int LinesMax = 200;

    public static IReadOnlyList<string> Lines(TableEntry before, TableEntry after)
    {
        string[] lines =
        [
            .. Columns("column", before.Columns, after.Columns),
            .. Columns("partition key", before.PartitionKeys, after.PartitionKeys),
            .. Storage(before.Storage, after.Storage),
        ];
        string[] rest = before.IsDeprecated == after.IsDeprecated
            ? []
            : [after.IsDeprecated ? "- its files are gone" : "+ its files are back"];
        return lines.Length <= LinesMax
            ? [.. lines, .. rest]
            : [.. lines.Take(LinesMax), FormattableString.Invariant($"and {lines.Length - LinesMax} more"), .. rest];
    }

    private static IEnumerable<string> Columns(
        string what, IReadOnlyList<ColumnEntry> before, IReadOnlyList<ColumnEntry> after)
    {
        Dictionary<string, ColumnEntry> known = before.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (ColumnEntry column in after)
        {
            if (!known.Remove(column.Name, out ColumnEntry? old))
            {
                yield return $"+ {what} {column.Name} {Spell(column)}";
            }
            else if (Spell(old) != Spell(column))
            {
                yield return $"~ {what} {column.Name}: {Spell(old)} -> {Spell(column)}";
            }
        }

        foreach (ColumnEntry gone in known.Values)
        {
            yield return $"- {what} {gone.Name} {Spell(gone)}";
        }
    }

    private static IEnumerable<string> Storage(StorageEntry? before, StorageEntry? after)
    {
        if (before is null || after is null)
        {
            yield break;
        }

        (string What, string Before, string After)[] facts =
        [
            ("location", $"{before.Bucket}/{before.Prefix}", $"{after.Bucket}/{after.Prefix}"),
            ("format", $"{before.Format}", $"{after.Format}"),
            ("csv", Spell(before.Csv), Spell(after.Csv)),
            ("pattern", before.Grok?.Pattern ?? "none", after.Grok?.Pattern ?? "none"),
            ("suffixes", Spell(before.Suffixes), Spell(after.Suffixes)),
            ("exclusions", Spell(before.Exclusions), Spell(after.Exclusions)),
        ];
        foreach ((string what, string old, string now) in facts.Where(fact => fact.Before != fact.After))
        {
            yield return $"~ {what}: {old} -> {now}";
        }
    }

    private static string Spell(ColumnEntry column) =>
        column.Format is null ? column.Type : $"{column.Type} as '{column.Format}'";

    private static string Spell(IReadOnlyList<string> patterns) =>
        patterns.Count == 0 ? "none" : string.Join(' ', patterns);

    private static string Spell(DelimitedFormat? csv) => csv is null
        ? "none"
        : $"'{csv.Delimiter}' {(csv.HasHeader ? "header" : "no header")} {csv.Encoding}"
            + $" nulls {Spell(csv.NullValues)}";
}

using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Updating;

/// <summary>Columns of files → columns of a table: names, final types, and what people wrote about them.</summary>
internal static class ColumnPlan
{
    public static IReadOnlyList<ColumnEntry> Keys(IReadOnlyList<SchemaColumn> keys, TableEntry? existing)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        Dictionary<string, ColumnEntry> known = BySource(existing?.PartitionKeys ?? []);
        return [.. keys.Select(key => Describe(key, taken, known))];
    }

    /// <param name="columns">As found.</param>
    /// <param name="keys">The partition columns, whose names the others cannot have.</param>
    /// <param name="existing">The table as the catalog has it; null when it is new.</param>
    public static IReadOnlyList<ColumnEntry> Columns(
        IReadOnlyList<SchemaColumn> columns, IReadOnlyList<ColumnEntry> keys, TableEntry? existing)
    {
        HashSet<string> taken = new(keys.Select(key => key.Name), StringComparer.Ordinal);
        Dictionary<string, ColumnEntry> known = BySource(existing?.Columns ?? []);
        return [.. columns.Select(column => Describe(column, taken, known))];
    }

    /// <summary>
    /// What is settled when no more files come: nulls only is text, and so is a date that has two readings.
    /// </summary>
    public static HiveType Settle(HiveType type) => type switch
    {
        HiveType.Array array => new HiveType.Array(Settle(array.Element)),
        HiveType.Map map => new HiveType.Map(Settle(map.Key), Settle(map.Value)),
        HiveType.Struct structure => new HiveType.Struct(
            [.. structure.Fields.Select(field => field with { Type = Settle(field.Type) })]),
        _ => type == HiveType.Void ? HiveType.Text : type,
    };

    private static Dictionary<string, ColumnEntry> BySource(IReadOnlyList<ColumnEntry> columns)
    {
        Dictionary<string, ColumnEntry> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnEntry column in columns)
        {
            known.TryAdd(column.SourceName ?? column.Name, column);
        }

        return known;
    }

    private static ColumnEntry Describe(
        SchemaColumn column, HashSet<string> taken, Dictionary<string, ColumnEntry> existing)
    {
        ColumnEntry? known = existing.GetValueOrDefault(column.Name);
        string name = Free(known?.Name ?? TableNames.Clean(column.Name), taken);
        bool isAmbiguous = column.Formats.Count > 1;
        return new ColumnEntry(name, (isAmbiguous ? HiveType.Text : Settle(column.Type)).ToString())
        {
            SourceName = name == column.Name ? null : column.Name,
            Format = isAmbiguous || column.Formats is not [{ Length: > 0 } format] ? null : format,
            Comment = known?.Comment,
            Tags = known?.Tags ?? new Dictionary<string, string>(),
        };
    }

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = FormattableString.Invariant($"{name}_{number}");
        }

        return free;
    }
}

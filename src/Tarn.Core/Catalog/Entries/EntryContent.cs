using System.Text;
using System.Text.Json;

namespace Tarn.Catalog.Entries;

/// <summary>Tells whether two versions say the same.</summary>
internal static class EntryContent
{
    /// <summary>True when all but number, times and author are equal; the order of tags does not count.</summary>
    public static bool AreEqual(TableEntry left, TableEntry right) => Bytes(left).AsSpan().SequenceEqual(Bytes(right));

    /// <summary>All that readers go by, as text: equal for versions that are read in the same way.</summary>
    public static string TextOf(TableEntry entry) => Encoding.UTF8.GetString(Bytes(entry with
    {
        Description = null,
        Owner = null,
        Tags = NoTexts.Dictionary,
        IsDeprecated = false,
        Details = null,
        Columns = [.. entry.Columns.Select(WithoutComment)],
        PartitionKeys = [.. entry.PartitionKeys.Select(WithoutComment)],
    }));

    /// <summary>The entry with its dictionaries in order of key, as all are stored.</summary>
    public static TableEntry Ordered(TableEntry entry) => entry with
    {
        Tags = Ordered(entry.Tags),
        Properties = Ordered(entry.Properties),
        Columns = [.. entry.Columns.Select(Ordered)],
        PartitionKeys = [.. entry.PartitionKeys.Select(Ordered)],
    };

    private static ColumnEntry WithoutComment(ColumnEntry column) =>
        column with { Comment = null, Tags = NoTexts.Dictionary };

    private static ColumnEntry Ordered(ColumnEntry column) => column with { Tags = Ordered(column.Tags) };

    private static SortedDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> texts) =>
        new(texts.ToDictionary(), StringComparer.Ordinal);

    private static byte[] Bytes(TableEntry entry)
    {
        TableEntry content = Ordered(entry) with
        {
            Version = 0,
            CreatedAt = default,
            UpdatedAt = default,
            ChangedBy = null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(new StoredTable("", content), CatalogJson.Default.StoredTable);
    }
}

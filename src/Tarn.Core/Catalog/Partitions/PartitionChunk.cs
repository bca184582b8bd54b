using System.Text.Json.Serialization;
using Tarn.Catalog.Entries;
using Tarn.Tables.Partitions;

namespace Tarn.Catalog.Partitions;

/// <summary>
/// The document of some partitions, laid out by column so that 100,000 of them are read quickly.
/// </summary>
/// <param name="Names">Of the partition keys when it was written.</param>
/// <param name="Values">By key.</param>
/// <param name="Root">What all prefixes begin with.</param>
internal sealed record PartitionChunk(
    IReadOnlyList<string> Names, IReadOnlyList<KeyColumn> Values, string Root)
{
    /// <summary>What follows the root, by partition; null when all are Hive's directories of their values.</summary>
    public IReadOnlyList<string>? Prefixes { get; init; }

    /// <summary>By partition, or one for all; null when none is known.</summary>
    public IReadOnlyList<DateTimeOffset?>? CreatedAt { get; init; }

    /// <summary>By partition; null when none has any.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>?>? Properties { get; init; }

    [JsonIgnore]
    public int Count => Values[0].Count;

    public static PartitionChunk Of(IReadOnlyList<string> names, IReadOnlyList<PartitionEntry> entries)
    {
        string directory = Directory(names, entries[0].Values);
        bool isHive = entries[0].Prefix.EndsWith(directory, StringComparison.Ordinal);
        string root = isHive ? entries[0].Prefix[..^directory.Length] : "";
        isHive = isHive && entries.All(entry => entry.Prefix == root + Directory(names, entry.Values));
        DateTimeOffset? created = entries[0].CreatedAt;
        bool isOneTime = entries.All(entry => entry.CreatedAt == created);
        return new PartitionChunk(names, ByKey(names.Count, entries), isHive ? root : "")
        {
            Prefixes = isHive ? null : [.. entries.Select(entry => entry.Prefix)],
            CreatedAt = !isOneTime ? [.. entries.Select(entry => entry.CreatedAt)] : created is null ? null : [created],
            Properties = entries.Any(entry => entry.Properties is not null)
                ? [.. entries.Select(entry => entry.Properties)]
                : null,
        };
    }

    public IEnumerable<PartitionEntry> Entries() => Entries(Enumerable.Range(0, Count));

    /// <summary>The partitions at these places; makes directories of those values only that they have.</summary>
    public IEnumerable<PartitionEntry> Entries(IEnumerable<int> places)
    {
        string?[][] directories = [.. Values.Select(key => new string?[key.Texts.Count])];
        return places.Select(place => new PartitionEntry(ValuesOf(place), PrefixOf(place, directories))
        {
            CreatedAt = CreatedAt is null ? null : CreatedAt[CreatedAt.Count == 1 ? 0 : place],
            Properties = Properties?[place],
        });
    }

    private string?[] ValuesOf(int place)
    {
        string?[] values = new string?[Values.Count];
        for (int key = 0; key < values.Length; key++)
        {
            values[key] = Values[key].Texts[Values[key].PlaceOf(place)];
        }

        return values;
    }

    private string PrefixOf(int place, string?[][] directories)
    {
        if (Prefixes is not null)
        {
            return Root + Prefixes[place];
        }

        string[] parts = new string[Values.Count + 1];
        parts[0] = Root;
        for (int key = 0; key < Values.Count; key++)
        {
            int text = Values[key].PlaceOf(place);
            parts[key + 1] = directories[key][text] ??= Directory([Names[key]], [Values[key].Texts[text]]);
        }

        return string.Concat(parts);
    }

    private static IReadOnlyList<KeyColumn> ByKey(int keys, IReadOnlyList<PartitionEntry> entries) =>
        [.. Enumerable.Range(0, keys).Select(key => KeyColumn.Of([.. entries.Select(entry => entry.Values[key])]))];

    private static string Directory(IReadOnlyList<string> names, IReadOnlyList<string?> values) =>
        HivePath.Directory(names, names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
}

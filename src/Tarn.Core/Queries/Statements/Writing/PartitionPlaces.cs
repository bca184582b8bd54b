using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions;
using Tarn.Catalog.Projection;
using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Queries.Statements.Writing;

/// <summary>
/// Finds where the files of a partition go: to the partition of the catalog, or where the table projects it, or into a
/// directory that Hive would name after it.
/// </summary>
internal sealed class PartitionPlaces
{
    private readonly TableEntry _table;
    private readonly PartitionProjection? _projection;
    private readonly IReadOnlyList<KeyType> _types;
    private readonly Dictionary<string, PartitionEntry> _byValues = new(StringComparer.Ordinal);

    /// <param name="present">All partitions that the catalog has of the table.</param>
    /// <param name="now">What NOW is in projected ranges.</param>
    public PartitionPlaces(TableEntry table, IReadOnlyList<PartitionEntry> present, DateTimeOffset now)
    {
        _table = table;
        _projection = PartitionProjection.Of(table, now);
        _types = [.. table.PartitionKeys.Select(key => new KeyType(HiveType.Parse(key.Type)))];
        foreach (PartitionEntry partition in present)
        {
            _byValues.TryAdd(TextOf(partition.Values), partition);
        }
    }

    /// <param name="values">In order of the keys, as text.</param>
    /// <exception cref="TarnException"><c>TN3005</c>: readers of the table would not find the files.</exception>
    public FilePlace Find(IReadOnlyList<string?> values)
    {
        if (_table.PartitionKeys.Count == 0)
        {
            return new FilePlace(Directory(_table.Storage!.Prefix), NewPartition: null);
        }

        string text = PartitionText.Of([.. _table.PartitionKeys.Select(key => key.Name)], values);
        if (_projection is not null)
        {
            return _projection.FindFor(values) is { } projected
                ? new FilePlace(projected.Prefix, NewPartition: null)
                : throw new TarnException(
                    ErrorCodes.StatementNotAllowed,
                    $"table '{_table.Name}' does not project the partition {text}, so nobody would find its rows")
                {
                    Hint = "widen the projection with ALTER TABLE … SET TBLPROPERTIES, or leave these rows out",
                };
        }

        if (_byValues.GetValueOrDefault(TextOf(values)) is { } known)
        {
            return new FilePlace(Directory(known.Prefix), NewPartition: null);
        }

        string prefix = $"{Directory(_table.Storage!.Prefix)}{text}/";
        return new FilePlace(prefix, new PartitionEntry(values, prefix));
    }

    private string Directory(string prefix) => prefix.Length == 0 || prefix.EndsWith('/') ? prefix
        : throw new TarnException(
            ErrorCodes.StatementNotAllowed,
            $"table '{_table.Name}' is the one file '{prefix}' there, to which no other can be added")
        {
            Hint = "give the table, or the partition, a directory with ALTER TABLE … SET LOCATION",
        };

    /// <summary>The same for texts of the same values, such as 7 and 07 for numbers.</summary>
    private string TextOf(IReadOnlyList<string?> values) => string.Join(
        '\u0001',
        values.Select((value, key) => value is null ? "\u0002" : _types[key].Parse(value)?.ToString() ?? value));
}

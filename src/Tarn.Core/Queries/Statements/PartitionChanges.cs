using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Queries.Statements;

/// <summary>Registers partitions of external tables and takes them out. Touches no files.</summary>
internal sealed class PartitionChanges(StatementParts parts)
{
    private readonly NamedTables _names = new(parts);

    public async Task<StatementResult> RunAsync(Statement.AddPartitions add, CancellationToken cancellationToken)
    {
        TableEntry table = await _names.GetPartitionedAsync(add.Table, cancellationToken);
        IReadOnlyList<PartitionEntry> present = await AllAsync(table, cancellationToken);
        List<PartitionEntry> added = [];
        foreach (PartitionSpec spec in add.Partitions)
        {
            Check(table, spec, isWhole: true);
            PartitionMatch match = new(table, spec);
            if (present.Concat(added).FirstOrDefault(match.IsMatch) is not { } known)
            {
                added.Add(NewPartition(table, spec));
            }
            else if (!add.IfNotExists)
            {
                throw new StatementException(
                    ErrorCodes.EntryExists, $"table '{table.Name}' has the partition {Text(table, known)} already",
                    spec.Position, "write ADD IF NOT EXISTS to pass over those");
            }
        }

        await parts.Entries.Partitions(table.Name).AddAsync(added, cancellationToken);
        return StatementResult.Done($"added {added.Count} partitions to {table.Name}");
    }

    public async Task<StatementResult> RunAsync(Statement.DropPartitions drop, CancellationToken cancellationToken)
    {
        TableEntry table = await _names.GetPartitionedAsync(drop.Table, cancellationToken);
        IReadOnlyList<PartitionEntry> present = await AllAsync(table, cancellationToken);
        HashSet<PartitionEntry> dropped = [];
        foreach (PartitionSpec spec in drop.Partitions)
        {
            Check(table, spec, isWhole: false);
            PartitionEntry[] found = [.. present.Where(new PartitionMatch(table, spec).IsMatch)];
            if (found.Length == 0 && !drop.IfExists)
            {
                throw new StatementException(
                    ErrorCodes.UnknownName, $"table '{table.Name}' has no such partition", spec.Position,
                    $"SHOW PARTITIONS {table.Name} lists those it has");
            }

            dropped.UnionWith(found);
        }

        await parts.Entries.Partitions(table.Name)
            .RemoveAsync([.. dropped.Select(partition => partition.Values)], cancellationToken);
        return StatementResult.Done($"dropped {dropped.Count} partitions of {table.Name}; files are untouched");
    }

    /// <summary>Adds the directories named as Hive names them; those that are gone stay, as in Athena.</summary>
    public async Task<StatementResult> RunAsync(Statement.Repair repair, CancellationToken cancellationToken)
    {
        TableEntry table = await _names.GetPartitionedAsync(repair.Table, cancellationToken);
        IObjectStore store = parts.Buckets.Get(table.Storage!.Bucket);
        HiveDirectories directories = new(table);
        await foreach (ObjectInfo file in store.ListAsync(table.Storage.Prefix, cancellationToken))
        {
            directories.Add(file.Key);
        }

        HashSet<string> present =
            [.. (await AllAsync(table, cancellationToken)).Select(partition => Text(table, partition))];
        PartitionEntry[] added =
            [.. directories.Found.Where(partition => !present.Contains(Text(table, partition)))];
        await parts.Entries.Partitions(table.Name).AddAsync(added, cancellationToken);
        string name = table.Name.Table;
        string[] texts = [.. added.Select(partition => $"{name}:{Text(table, partition)}")];
        return StatementResult.List(
            "result",
            [
                .. texts.Length == 0
                    ? Array.Empty<string>()
                    : [$"Partitions not in metastore: {string.Join(' ', texts)}"],
                .. texts.Select(text => $"Repair: Added partition to metastore {text}"),
            ]) with
        {
            Message = $"added {texts.Length} partitions to {table.Name}",
        };
    }

    private Task<IReadOnlyList<PartitionEntry>> AllAsync(TableEntry table, CancellationToken cancellationToken) =>
        parts.Entries.Partitions(table.Name).FindAsync([], cancellationToken);

    private static PartitionEntry NewPartition(TableEntry table, PartitionSpec spec)
    {
        string?[] values = [.. table.PartitionKeys.Select(key => spec.Values[key.Name])];
        if (spec.Location is { } location && location.Bucket != table.Storage!.Bucket)
        {
            throw new StatementException(
                ErrorCodes.BadEntry,
                $"a partition of '{table.Name}' cannot be in bucket '{location.Bucket}': the table is in"
                + $" '{table.Storage.Bucket}'",
                spec.Position,
                hint: null);
        }

        string prefix = spec.Location?.Prefix
            ?? $"{table.Storage!.Prefix}{PartitionText.Of([.. table.PartitionKeys.Select(key => key.Name)], values)}/";
        return new PartitionEntry(values, prefix);
    }

    private static void Check(TableEntry table, PartitionSpec spec, bool isWhole)
    {
        string[] keys = [.. table.PartitionKeys.Select(key => key.Name)];
        bool isFine = spec.Values.Keys.All(keys.Contains) && (!isWhole || spec.Values.Count == keys.Length);
        if (!isFine)
        {
            throw new StatementException(
                ErrorCodes.BadEntry,
                $"table '{table.Name}' is partitioned by {string.Join(", ", keys)}; the partition says"
                + $" {string.Join(", ", spec.Values.Keys)}",
                spec.Position,
                hint: null);
        }
    }

    private static string Text(TableEntry table, PartitionEntry partition) =>
        PartitionText.Of([.. table.PartitionKeys.Select(key => key.Name)], partition.Values);
}

using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Catalog.Partitions.Expressions;
using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Catalog.Editing;

/// <summary>The partitions of tables of the catalog, each known by all its values.</summary>
/// <param name="entries">Has them.</param>
/// <param name="tables">Finds tables; those of definitions are refused.</param>
/// <param name="timeProvider">Says when partitions are made.</param>
public sealed class PartitionEditor(CatalogStore entries, TableEditor tables, TimeProvider timeProvider)
{
    private static readonly IReadOnlyList<IReadOnlyList<ColumnPredicate>> Everything = [];

    /// <summary>The table, which has partition keys.</summary>
    /// <exception cref="TarnException">
    /// <c>TN2008</c>: there is none; <c>TN3005</c>: a definition makes it.
    /// </exception>
    public Task<TableEntry> GetTableAsync(TableName name, CancellationToken cancellationToken) =>
        tables.GetEntryAsync(name, cancellationToken);

    /// <summary>Partitions in order of their values.</summary>
    /// <param name="table">That has them.</param>
    /// <param name="expression">What they are like; null is all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<PartitionEntry>> ListAsync(
        TableEntry table, PartitionExpression? expression, CancellationToken cancellationToken)
    {
        if (table.PartitionKeys.Count == 0)
        {
            return [];
        }

        IReadOnlyList<PartitionEntry> all = await entries.Partitions(table.Name)
            .FindAsync(Everything, cancellationToken);
        return expression is null ? all : [.. all.Where(expression.IsMatch)];
    }

    /// <summary>Those of the values that are there, in the order asked for.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: not as many values as the table has keys.</exception>
    public async Task<IReadOnlyList<PartitionEntry>> FindAsync(
        TableEntry table, IEnumerable<IReadOnlyList<string>> values, CancellationToken cancellationToken)
    {
        IReadOnlyList<string?>[] asked = [.. values.Select(one => Checked(table, one))];
        Dictionary<string, PartitionEntry> byValues = (await FindPresentAsync(table, asked, cancellationToken))
            .ToDictionary(partition => KeyOf(partition.Values));
        return [.. asked.Select(one => byValues.GetValueOrDefault(KeyOf(one))).OfType<PartitionEntry>()];
    }

    /// <exception cref="TarnException"><c>TN2008</c>: there is none of these values.</exception>
    public async Task<PartitionEntry> GetAsync(
        TableEntry table, IReadOnlyList<string> values, CancellationToken cancellationToken) =>
        await FindAsync(table, [values], cancellationToken) is [{ } found] ? found : throw Unknown(table, values);

    /// <summary>Puts in those that can be; what is wrong with the others is the answer.</summary>
    /// <returns>
    /// <c>TN5010</c>: it is there already; <c>TN5011</c>: a bad place, or not as many values as there are keys.
    /// </returns>
    public async Task<IReadOnlyList<PartitionFailure>> CreateAsync(
        TableEntry table, IReadOnlyList<HivePartition> partitions, CancellationToken cancellationToken)
    {
        List<PartitionFailure> failures = [];
        List<PartitionEntry> asked = [];
        foreach (HivePartition partition in partitions)
        {
            try
            {
                asked.Add(partition.ToEntry(table) with { CreatedAt = timeProvider.GetUtcNow() });
            }
            catch (TarnException exception)
            {
                failures.Add(new PartitionFailure(partition.Values, exception));
            }
        }

        HashSet<string> present = await FindKeysAsync(
            table, [.. asked.Select(entry => entry.Values)], cancellationToken);
        List<PartitionEntry> created = [];
        foreach (PartitionEntry entry in asked)
        {
            if (present.Add(KeyOf(entry.Values)))
            {
                created.Add(entry);
            }
            else
            {
                IReadOnlyList<string> values = HivePartition.TextsOf(entry.Values);
                failures.Add(new PartitionFailure(values, Existing(table, values)));
            }
        }

        await entries.Partitions(table.Name).AddAsync(created, cancellationToken);
        return failures;
    }

    /// <summary>Replaces a partition, which may get other values.</summary>
    /// <exception cref="TarnException">
    /// <c>TN2008</c>: there is none; <c>TN5010</c>: one has the new values; <c>TN5011</c>: a bad place.
    /// </exception>
    public async Task UpdateAsync(
        TableEntry table, IReadOnlyList<string> values, HivePartition partition, CancellationToken cancellationToken)
    {
        PartitionEntry current = await GetAsync(table, values, cancellationToken);
        PartitionEntry next = partition.ToEntry(table) with { CreatedAt = current.CreatedAt };
        if (KeyOf(current.Values) == KeyOf(next.Values))
        {
            await entries.Partitions(table.Name).AddAsync([next], cancellationToken);
            return;
        }

        if ((await FindPresentAsync(table, [next.Values], cancellationToken)).Count > 0)
        {
            throw Existing(table, partition.Values);
        }

        await entries.Partitions(table.Name).AddAsync([next], cancellationToken);
        await entries.Partitions(table.Name).RemoveAsync([current.Values], cancellationToken);
    }

    /// <summary>Takes out those that are there; their files stay.</summary>
    /// <returns><c>TN2008</c>: there is none; <c>TN5011</c>: not as many values as there are keys.</returns>
    public async Task<IReadOnlyList<PartitionFailure>> DeleteAsync(
        TableEntry table, IReadOnlyList<IReadOnlyList<string>> values, CancellationToken cancellationToken)
    {
        List<PartitionFailure> failures = [];
        List<IReadOnlyList<string?>> asked = [];
        foreach (IReadOnlyList<string> one in values)
        {
            try
            {
                asked.Add(Checked(table, one));
            }
            catch (TarnException exception)
            {
                failures.Add(new PartitionFailure(one, exception));
            }
        }

        HashSet<string> present = await FindKeysAsync(table, asked, cancellationToken);
        IReadOnlyList<string?>[] deleted = [.. asked.Where(one => present.Remove(KeyOf(one)))];
        failures.AddRange(asked.Except(deleted)
            .Select(HivePartition.TextsOf)
            .Select(one => new PartitionFailure(one, Unknown(table, one))));

        await entries.Partitions(table.Name).RemoveAsync(deleted, cancellationToken);
        return failures;
    }

    private async Task<HashSet<string>> FindKeysAsync(
        TableEntry table, IReadOnlyList<IReadOnlyList<string?>> values, CancellationToken cancellationToken) =>
        [.. (await FindPresentAsync(table, values, cancellationToken)).Select(entry => KeyOf(entry.Values))];

    private async Task<IReadOnlyList<PartitionEntry>> FindPresentAsync(
        TableEntry table, IReadOnlyList<IReadOnlyList<string?>> values, CancellationToken cancellationToken) =>
        table.PartitionKeys.Count == 0
            ? []
            : await entries.Partitions(table.Name).FindByValuesAsync(values, cancellationToken);

    private static TarnException Existing(TableEntry table, IReadOnlyList<string> values) => new(
        ErrorCodes.EntryExists, $"table '{table.Name}' has the partition [{string.Join(", ", values)}] already");

    private static TarnException Unknown(TableEntry table, IReadOnlyList<string> values) => new(
        ErrorCodes.UnknownTable, $"table '{table.Name}' has no partition [{string.Join(", ", values)}]");

    private static IReadOnlyList<string?> Checked(TableEntry table, IReadOnlyList<string> values) =>
        values.Count == table.PartitionKeys.Count ? HivePartition.ValuesOf(values) : throw new TarnException(
            ErrorCodes.BadEntry,
            $"table '{table.Name}' has {table.PartitionKeys.Count} partition keys and was asked for a partition of"
            + $" {values.Count} values");

    private static string KeyOf(IReadOnlyList<string?> values) =>
        string.Join('\0', values.Select(value => value is null ? "-" : "+" + value));
}

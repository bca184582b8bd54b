using Tarn.Catalog.Partitions;
using Tarn.Common;
using Tarn.Engine.Parsing;
using Tarn.State;

namespace Tarn.Catalog.Entries;

/// <summary>
/// The partitions of one table, in order of their values: numbers and dates by value, others by text, null last.
/// Reading a page or pruning reads the index and the chunks it needs, not all partitions. Thread-safe. All methods
/// throw <c>TN2008</c> when there is no such table.
/// </summary>
public sealed class PartitionStore
{
    private const int AttemptsMax = 20;

    private readonly CatalogStore _catalog;
    private readonly TableName _name;
    private readonly PartitionDocuments _documents;

    internal PartitionStore(CatalogStore catalog, TableName name, PartitionDocuments documents)
    {
        _catalog = catalog;
        _name = name;
        _documents = documents;
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        PartitionedTable table = await GetTableAsync(cancellationToken);
        Document<PartitionIndex>? index = await _documents.ReadIndexAsync(table.Id, cancellationToken);
        return index?.Value.Chunks.Sum(chunk => (long)chunk.Count) ?? 0;
    }

    /// <summary>The partitions after those of an earlier page; changes in between move nothing else.</summary>
    /// <param name="pageToken">Of the page before; null for the first.</param>
    /// <param name="countMax">At least 1.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a bad token or count.</exception>
    public async Task<PartitionPage> ListAsync(string? pageToken, int countMax, CancellationToken cancellationToken)
    {
        if (countMax < 1)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"a page of {countMax} partitions; expected 1 or more");
        }

        PartitionedTable table = await GetTableAsync(cancellationToken);
        IReadOnlyList<string?>? after = pageToken is null ? null : PageToken.Read(pageToken, table.Keys.Count);
        return await ReadAsync(
            table, index => ReadPageAsync(table, index, after, countMax, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The partitions that may have rows which a query wants, in order; never without one that has.
    /// </summary>
    /// <param name="anyOfAllOf">
    /// For each place in the query that reads the table, the conditions its rows must meet there; a place without
    /// conditions wants all, and so does an empty list. Conditions on other columns are passed over.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<PartitionEntry>> FindAsync(
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf, CancellationToken cancellationToken)
    {
        PartitionedTable table = await GetTableAsync(cancellationToken);
        PartitionTests tests = new(table.Keys, table.Types, anyOfAllOf);
        return await ReadAsync(table, index => FindInAsync(table, index, tests, cancellationToken), cancellationToken);
    }

    /// <summary>Those of these values that are there, in order; reads the chunks that may have them.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: not as many values as the table has keys.</exception>
    public async Task<IReadOnlyList<PartitionEntry>> FindByValuesAsync(
        IReadOnlyList<IReadOnlyList<string?>> values, CancellationToken cancellationToken)
    {
        PartitionedTable table = await GetTableAsync(cancellationToken);
        foreach (IReadOnlyList<string?> one in values)
        {
            table.Check(one);
        }

        return await ReadAsync(
            table, index => FindByValuesInAsync(table, index, values, cancellationToken), cancellationToken);
    }

    /// <summary>Puts in partitions; those with the values of one that is there replace it. All or none.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: not as many values as the table has keys.</exception>
    public Task AddAsync(IReadOnlyList<PartitionEntry> partitions, CancellationToken cancellationToken) =>
        ChangeAsync(partitions, [], cancellationToken);

    /// <summary>Takes out partitions by their values; those that are not there are passed over. All or none.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: not as many values as the table has keys.</exception>
    public Task RemoveAsync(IReadOnlyList<IReadOnlyList<string?>> values, CancellationToken cancellationToken) =>
        ChangeAsync([], values, cancellationToken);

    private async Task ChangeAsync(
        IReadOnlyList<PartitionEntry> added,
        IReadOnlyList<IReadOnlyList<string?>> removed,
        CancellationToken cancellationToken)
    {
        PartitionedTable table = await GetTableAsync(cancellationToken);
        foreach (IReadOnlyList<string?> values in added.Select(entry => entry.Values).Concat(removed))
        {
            table.Check(values);
        }

        if (added.Count + removed.Count == 0)
        {
            return;
        }

        PartitionChange change = new(_documents, table);
        for (int i = 0; i < AttemptsMax; i++)
        {
            if (await change.TryApplyAsync(added, removed, cancellationToken))
            {
                return;
            }
        }

        throw Busy();
    }

    private async Task<PartitionPage?> ReadPageAsync(
        PartitionedTable table,
        PartitionIndex index,
        IReadOnlyList<string?>? after,
        int countMax,
        CancellationToken cancellationToken)
    {
        PartitionOrder order = new(table.TypesOf(index));
        SortedPartition? from = after is null ? null : order.Place(after);
        List<PartitionEntry> page = [];
        foreach (ChunkSummary chunk in index.Chunks)
        {
            if (from is not null && order.Compare(order.Place(chunk.Last), from) <= 0)
            {
                continue;
            }

            if (page.Count > countMax)
            {
                break;
            }

            if (await _documents.ReadChunkAsync(table.Id, chunk, cancellationToken) is not { } content)
            {
                return null;
            }

            page.AddRange(content.Entries()
                .Where(entry => from is null || order.Compare(order.Place(entry), from) > 0)
                .Take(countMax + 1 - page.Count));
        }

        bool isLast = page.Count <= countMax;
        return new PartitionPage(
            isLast ? page : page[..countMax], isLast ? null : PageToken.Of(page[countMax - 1].Values));
    }

    private async Task<IReadOnlyList<PartitionEntry>?> FindInAsync(
        PartitionedTable table, PartitionIndex index, PartitionTests tests, CancellationToken cancellationToken)
    {
        bool isOrderedAsTyped = index.Types.SequenceEqual(table.TypeNames);
        ChunkSummary[] wanted =
            [.. index.Chunks.Where(chunk => !isOrderedAsTyped || tests.MayMatch(chunk.Keys))];
        PartitionEntry[]?[] found = new PartitionEntry[]?[wanted.Length];
        await Parallel.ForAsync(0, wanted.Length, cancellationToken, async (i, token) =>
        {
            PartitionChunk? chunk = await _documents.ReadChunkAsync(table.Id, wanted[i], token);
            found[i] = chunk is null ? null : [.. chunk.Entries(tests.Matching(chunk))];
        });
        return found.Any(entries => entries is null) ? null : [.. found.SelectMany(entries => entries!)];
    }

    /// <summary>Null when a chunk is gone, which a change has replaced.</summary>
    private async Task<IReadOnlyList<PartitionEntry>?> FindByValuesInAsync(
        PartitionedTable table,
        PartitionIndex index,
        IReadOnlyList<IReadOnlyList<string?>> values,
        CancellationToken cancellationToken)
    {
        PartitionOrder order = new(table.TypesOf(index));
        SortedSet<SortedPartition> wanted = new(values.Select(order.Place), order);
        List<PartitionEntry> found = [];
        foreach (ChunkSummary chunk in index.Chunks)
        {
            if (wanted.GetViewBetween(order.Place(chunk.First), order.Place(chunk.Last)).Count == 0)
            {
                continue;
            }

            if (await _documents.ReadChunkAsync(table.Id, chunk, cancellationToken) is not { } content)
            {
                return null;
            }

            found.AddRange(content.Entries().Where(entry => wanted.Contains(order.Place(entry))));
        }

        return found;
    }

    /// <summary>Reads by the index; again when a change took away a chunk meanwhile.</summary>
    private async Task<T> ReadAsync<T>(
        PartitionedTable table, Func<PartitionIndex, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        for (int i = 0; i < AttemptsMax; i++)
        {
            Document<PartitionIndex>? index = await _documents.ReadIndexAsync(table.Id, cancellationToken);
            if (await read(index?.Value ?? PartitionIndex.Empty) is { } result)
            {
                return result;
            }
        }

        throw Busy();
    }

    private TarnException Busy() => new(
        ErrorCodes.StateConflict,
        $"somebody else changed the partitions of '{_name}' {AttemptsMax} times meanwhile, or a chunk is missing")
    {
        IsTransient = true,
        Hint = "Run the same command again.",
    };

    private async Task<PartitionedTable> GetTableAsync(CancellationToken cancellationToken)
    {
        StoredTable? table = await _catalog.FindStoredAsync(_name, cancellationToken);
        return table is not null
            ? new PartitionedTable(table)
            : throw new TarnException(ErrorCodes.UnknownTable, $"the catalog has no table '{_name}'")
            {
                Hint = "'tarn catalog list' lists those there are",
            };
    }
}

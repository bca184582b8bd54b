using System.Collections.Concurrent;
using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Catalog;

/// <summary>
/// Every table of a lake by name, and the way to its data. Tables of definitions are as they were when somebody read
/// them last; an entry is read each time somebody asks for it, so that it is as whoever changed it last has left it.
/// </summary>
public sealed class TableCatalog
{
    private volatile SortedDictionary<string, CatalogTable> _defined;
    private readonly ConcurrentDictionary<(string Bucket, string Root), DeltaTable> _open = new();
    private readonly EntryTables _entries;
    private readonly Buckets _buckets;
    private readonly DuckInstance _engine;
    private readonly TimeProvider _timeProvider;
    private readonly IIdSource _idSource;

    /// <param name="defined">Tables that definitions make.</param>
    /// <param name="entries">Those that are entries of the catalog.</param>
    public TableCatalog(
        IEnumerable<CatalogTable> defined,
        EntryTables entries,
        Buckets buckets,
        DuckInstance engine,
        TimeProvider timeProvider,
        IIdSource idSource)
    {
        _defined = ByName(defined);
        _entries = entries;
        _buckets = buckets;
        _engine = engine;
        _timeProvider = timeProvider;
        _idSource = idSource;
    }

    /// <summary>Databases that exist without a table too: the zones.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Tables that definitions make, in order of name.</summary>
    public IReadOnlyCollection<CatalogTable> Defined => _defined.Values;

    /// <summary>From now on these are the tables that definitions make.</summary>
    public void Redefine(IEnumerable<CatalogTable> defined) => _defined = ByName(defined);

    /// <summary>All tables, in order of name; reads every entry.</summary>
    public async Task<IReadOnlyList<CatalogTable>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogTable> entries = await _entries.ListAsync(cancellationToken);
        return
        [
            .. _defined.Values
                .Concat(entries.Where(entry => FindDefined(entry.Name) is null))
                .OrderBy(table => table.Name.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The table that a definition makes, or null when none makes it.</summary>
    public CatalogTable? FindDefined(TableName name) => _defined.GetValueOrDefault(name.ToString());

    /// <summary>The table that a model fills.</summary>
    public CatalogTable.Managed GetModelTable(TableName name) => (CatalogTable.Managed)_defined[name.ToString()];

    /// <summary>Names that a definition and an entry both have, in order; neither can be used by them.</summary>
    public async Task<IReadOnlyList<TableName>> ListTakenTwiceAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> entries = await _entries.ListNamesAsync(cancellationToken);
        return
        [
            .. entries.Where(name => FindDefined(name) is not null)
                .OrderBy(name => name.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The table, or null when the lake has none of that name.</summary>
    /// <exception cref="TarnException">TN2010: a definition and an entry both have the name.</exception>
    public async Task<CatalogTable?> FindAsync(TableName name, CancellationToken cancellationToken)
    {
        if (FindDefined(name) is not { } defined)
        {
            return await _entries.FindAsync(name, cancellationToken);
        }

        return await _entries.ContainsAsync(name, cancellationToken)
            ? throw IsTakenTwice(name)
            : defined;
    }

    /// <exception cref="TarnException">TN2008: no such table; the message suggests the nearest name.</exception>
    public async Task<CatalogTable> GetAsync(TableName name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw await UnknownAsync(name.ToString(), cancellationToken);

    /// <summary>The error for a name that a definition and an entry both have.</summary>
    public static TarnException IsTakenTwice(TableName name) => new(
        ErrorCodes.DuplicateTable, $"table '{name}' is defined by a file and is an entry of the catalog too")
    {
        Hint = $"rename the entry with 'tarn catalog rename {name} NEW', or the table in its definition",
    };

    /// <summary>The error for a name that is no table of this lake.</summary>
    public async Task<TarnException> UnknownAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await ListNamesAsync(cancellationToken);
        string? nearest = names.FirstOrDefault(known => known.EndsWith("." + name, StringComparison.Ordinal))
            ?? Suggestion.Nearest(name, names);
        return new TarnException(ErrorCodes.UnknownTable, await WhatIsMissingAsync(name, names, cancellationToken))
        {
            Hint = nearest is null ? "'tarn ls tables' lists those there are" : $"did you mean '{nearest}'?",
        };
    }

    private async Task<string> WhatIsMissingAsync(
        string name, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        string database = name.Split('.')[0];
        bool isThere = name.Count(character => character == '.') != 1
            || tables.Any(table => table.StartsWith(database + ".", StringComparison.OrdinalIgnoreCase))
            || Zones.Contains(database, StringComparer.OrdinalIgnoreCase)
            || (await _entries.ListDatabasesAsync(cancellationToken))
                .Contains(database, StringComparer.OrdinalIgnoreCase);
        return isThere ? $"there is no table '{name}'" : $"there is no database '{database}'";
    }

    /// <summary>Names of all tables, in order.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> entries = await _entries.ListNamesAsync(cancellationToken);
        return [.. _defined.Keys.Union(entries.Select(name => name.ToString())).Order(StringComparer.Ordinal)];
    }

    /// <summary>The newest version of a managed table.</summary>
    /// <exception cref="TarnException">TN2008: it was never filled.</exception>
    public async Task<TableSnapshot> LoadAsync(CatalogTable.Managed table, CancellationToken cancellationToken) =>
        await FindSnapshotAsync(table, cancellationToken)
        ?? throw new TarnException(ErrorCodes.UnknownTable, $"table '{table.Name}' has no data yet")
        {
            Hint = table.Entry is null
                ? $"fill it with 'tarn run -s +{table.Name}'"
                : $"there is no Delta log below '{table.Bucket}/{table.Root}'",
        };

    /// <summary>The data of a managed table; the same object each time, which remembers what it has read.</summary>
    public DeltaTable Open(CatalogTable.Managed table) => Open(table.Bucket, table.Root);

    /// <summary>The table in a bucket at a key prefix, whether or not the lake still has it.</summary>
    public DeltaTable Open(string bucket, string root) => _open.GetOrAdd(
        (bucket, root),
        place => new DeltaTable(_buckets.GetForTables(place.Bucket), place.Root, _engine, _timeProvider, _idSource));

    /// <summary>The table's newest snapshot, or null when nothing was written to it yet.</summary>
    /// <exception cref="TarnException">As for <see cref="DeltaTable.LoadAsync(CancellationToken)"/>.</exception>
    public Task<TableSnapshot?> FindSnapshotAsync(
        CatalogTable.Managed table, CancellationToken cancellationToken) =>
        Open(table).LoadAsync(cancellationToken);

    /// <summary>The files of a table's partitions that may have rows which a query wants.</summary>
    /// <param name="anyOfAllOf">As partitions are found by it; an empty list wants all.</param>
    internal Task<IReadOnlyList<ExternalFile>> ListFilesAsync(
        CatalogTable.External table,
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf,
        CancellationToken cancellationToken) =>
        new ExternalFiles(Store(table), _timeProvider).ListAsync(table, anyOfAllOf, cancellationToken);

    /// <summary>All objects below the table's prefix that count as files of it.</summary>
    internal Task<IReadOnlyList<ObjectInfo>> ListAllFilesAsync(
        CatalogTable.External table, CancellationToken cancellationToken) =>
        new ExternalFiles(Store(table), _timeProvider).ListAllAsync(table.Described, cancellationToken);

    public IObjectStore Store(CatalogTable.Managed table) => _buckets.GetForTables(table.Bucket);

    public IObjectStore Store(CatalogTable.External table) => _buckets.Get(table.Described.Storage!.Bucket);

    public IObjectStore Store(FileTableDefinition table) => _buckets.Get(table.Bucket);

    private static SortedDictionary<string, CatalogTable> ByName(IEnumerable<CatalogTable> defined) =>
        new(defined.ToDictionary(table => table.Name.ToString()), StringComparer.Ordinal);
}

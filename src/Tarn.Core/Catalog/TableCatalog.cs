using System.Collections.Concurrent;
using Tarn.Catalog.External;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Catalog;

/// <summary>Every table of a lake by name, and the way to its data.</summary>
public sealed class TableCatalog
{
    private readonly SortedDictionary<string, CatalogTable> _tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Bucket, string Root), DeltaTable> _open = new();
    private readonly HashSet<TableName> _takenTwice = [];
    private readonly Buckets _buckets;
    private readonly DuckInstance _engine;
    private readonly TimeProvider _timeProvider;
    private readonly IIdSource _idSource;

    /// <param name="tables">Those that definitions make.</param>
    /// <param name="entries">Those that are entries of the catalog.</param>
    public TableCatalog(
        IEnumerable<CatalogTable> tables,
        IEnumerable<CatalogTable> entries,
        Buckets buckets,
        DuckInstance engine,
        TimeProvider timeProvider,
        IIdSource idSource)
    {
        foreach (CatalogTable table in tables)
        {
            _tables.Add(table.Name.ToString(), table);
        }

        foreach (CatalogTable entry in entries)
        {
            if (!_tables.TryAdd(entry.Name.ToString(), entry))
            {
                _takenTwice.Add(entry.Name);
            }
        }

        _buckets = buckets;
        _engine = engine;
        _timeProvider = timeProvider;
        _idSource = idSource;
    }

    /// <summary>All tables, in order of name.</summary>
    public IReadOnlyCollection<CatalogTable> Tables => _tables.Values;

    /// <summary>Names that a definition and an entry both have, in order; neither can be used by them.</summary>
    public IReadOnlyList<TableName> TakenTwice =>
        [.. _takenTwice.OrderBy(name => name.ToString(), StringComparer.Ordinal)];

    /// <summary>The table, or null when the lake has none of that name.</summary>
    /// <exception cref="TarnException">TN2010: a definition and an entry both have the name.</exception>
    public CatalogTable? Find(TableName name) => _takenTwice.Contains(name)
        ? throw IsTakenTwice(name)
        : _tables.GetValueOrDefault(name.ToString());

    /// <exception cref="TarnException">TN2008: no such table; the message suggests the nearest name.</exception>
    public CatalogTable Get(TableName name) => Find(name) ?? throw Unknown(name.ToString());

    /// <summary>The error for a name that a definition and an entry both have.</summary>
    public static TarnException IsTakenTwice(TableName name) => new(
        ErrorCodes.DuplicateTable, $"table '{name}' is defined by a file and is an entry of the catalog too")
    {
        Hint = $"rename the entry with 'tarn catalog rename {name} NEW', or the table in its definition",
    };

    /// <summary>The error for a name that is no table of this lake.</summary>
    public TarnException Unknown(string name)
    {
        string? nearest = _tables.Keys.FirstOrDefault(known => known.EndsWith("." + name, StringComparison.Ordinal))
            ?? Suggestion.Nearest(name, _tables.Keys);
        return new TarnException(ErrorCodes.UnknownTable, $"there is no table '{name}'")
        {
            Hint = nearest is null ? "'tarn ls tables' lists those there are" : $"did you mean '{nearest}'?",
        };
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
        place => new DeltaTable(_buckets.Get(place.Bucket), place.Root, _engine, _timeProvider, _idSource));

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

    public IObjectStore Store(CatalogTable.Managed table) => _buckets.Get(table.Bucket);

    public IObjectStore Store(CatalogTable.External table) => _buckets.Get(table.Described.Storage!.Bucket);

    public IObjectStore Store(FileTableDefinition table) => _buckets.Get(table.Bucket);
}

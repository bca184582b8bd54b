using Tarn.Catalog;
using Tarn.Catalog.External;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;
using Tarn.Queries.SystemTables;
using Tarn.Storage;
using Tarn.Storage.Encryption;
using Tarn.Tables;
using Tarn.Tables.Changes;
using Tarn.Tables.Reading;

namespace Tarn.Queries;

/// <summary>
/// A connection in which names of the catalog mean tables: a database of its own with one view for each table that was
/// bound. Disposing it drops the database and its scratch files.
/// </summary>
public sealed class TableScope : IReadScope
{
    private readonly ScopeDatabase _database;
    private readonly TableCatalog _catalog;
    private readonly string _scratchDirectory;
    private readonly FileLists _lists;
    private readonly GrowthGuards _guards;
    private readonly List<ScannedTable> _scanned = [];
    private readonly List<UnreadableFile> _unreadable = [];
    private readonly Dictionary<string, string> _objects = [];
    private readonly UnfitValues _unfit;
    private readonly PlaintextScratch _plaintext;

    private TableScope(ScopeDatabase database, TableCatalog catalog, string scratchDirectory)
    {
        _database = database;
        _catalog = catalog;
        _scratchDirectory = scratchDirectory;
        _lists = new FileLists(database.Connection);
        _guards = new GrowthGuards(database.Connection);
        _unfit = new UnfitValues(database.Connection);
        _plaintext = new PlaintextScratch(Path.Join(scratchDirectory, "decrypted"));
        Raw = new RawTables(database.Connection, catalog, scratchDirectory, _plaintext, _unreadable);
    }

    public DuckConnection Connection => _database.Connection;

    public IReadOnlyList<ScannedTable> Scanned => _scanned;

    /// <summary>Files of bound raw tables that could not be opened; their rows are missing.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable => _unreadable;

    /// <summary>Columns of bound tables in which values were met that do not fit their types.</summary>
    public IReadOnlyList<UnfitColumn> Unfit => _unfit.Found;

    /// <summary>Things worth saying about the files that were bound.</summary>
    public IReadOnlyList<string> Notes => Raw.Notes;

    /// <summary>How files of raw tables are looked into and read.</summary>
    internal RawTables Raw { get; }

    /// <summary>Columns that tables get besides their own, until their views are made.</summary>
    internal HiddenColumnUse Hidden { get; set; } = HiddenColumnUse.None;

    /// <inheritdoc cref="ScopeDatabase.LabelsScans"/>
    internal bool LabelsScans { set => _database.LabelsScans = value; }

    /// <param name="instance">The engine.</param>
    /// <param name="catalog">Where names are looked up.</param>
    /// <param name="scratchDirectory">A directory of this scope alone; made when needed, deleted at the end.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static async Task<TableScope> OpenAsync(
        DuckInstance instance, TableCatalog catalog, string scratchDirectory, CancellationToken cancellationToken) =>
        new(await ScopeDatabase.OpenAsync(instance, scratchDirectory, cancellationToken), catalog, scratchDirectory);

    /// <summary>The same with an engine of its own that has so much memory.</summary>
    internal static async Task<TableScope> OpenAloneAsync(
        DuckInstance like, long bytesMax, TableCatalog catalog, string scratch, CancellationToken cancellationToken) =>
        new(await ScopeDatabase.OpenAloneAsync(like, bytesMax, scratch, cancellationToken), catalog, scratch);

    /// <summary>
    /// Binds a table as it is now: the newest snapshot, or all files, pruned by the predicates. A view is bound after
    /// what it reads.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="anyOfAllOf">For each place that names it, the conditions its rows must meet there.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    public Task BindAsync(
        CatalogTable table,
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf,
        CancellationToken cancellationToken) =>
        BindAsync(table, table.Name, asOf: null, anyOfAllOf, cancellationToken);

    /// <param name="name">What it is to be called; only a managed table may get another name than its own.</param>
    /// <param name="asOf">For a managed table: which version; null is the newest.</param>
    public async Task BindAsync(
        CatalogTable table,
        TableName name,
        AsOf? asOf,
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf,
        CancellationToken cancellationToken)
    {
        switch (table)
        {
            case CatalogTable.Managed managed:
                TableSnapshot snapshot = await LoadAsync(managed, asOf, cancellationToken);
                IReadOnlyList<DataFile> files = FilePruning.Prune(snapshot, anyOfAllOf);
                if (asOf is not null)
                {
                    await _catalog.Open(managed).RequireFilesAsync(snapshot, files, cancellationToken);
                }

                await BindSnapshotAsync(managed, name, snapshot, files, cancellationToken);
                break;

            case CatalogTable.Files raw:
                IReadOnlyList<ObjectInfo> objects = await FileTableListing
                    .ListAsync(raw.Definition, _catalog.Store(raw.Definition), cancellationToken);
                IReadOnlyList<ProbedFile> probed = await Raw.ProbeAsync(raw.Definition, objects, cancellationToken);
                await BindFilesAsync(raw.Definition, probed, cancellationToken);
                break;

            case CatalogTable.External external:
                IReadOnlyList<ExternalFile> found = await _catalog
                    .ListFilesAsync(external, anyOfAllOf, cancellationToken);
                await BindExternalAsync(external, found, cancellationToken);
                break;

            case CatalogTable.View view:
                await CreateViewAsync(view, cancellationToken);
                break;

            default:
                throw new InvalidOperationException($"no way to bind {table.GetType().Name}");
        }
    }

    /// <summary>Binds a table and, when it is a view, before it what it reads; nothing of it is pruned.</summary>
    public Task BindWholeAsync(CatalogTable table, CancellationToken cancellationToken) =>
        ViewBinding.BindWholeAsync(this, _catalog, table, depth: 0, cancellationToken);

    /// <summary>Binds a managed table to some files of one snapshot.</summary>
    public Task BindSnapshotAsync(
        CatalogTable.Managed table,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellationToken) =>
        BindSnapshotAsync(table, table.Name, snapshot, files, cancellationToken);

    private async Task BindSnapshotAsync(
        CatalogTable.Managed table,
        TableName name,
        TableSnapshot snapshot,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellationToken)
    {
        long readBytes = files.Sum(file => file.SizeBytes);
        IObjectStore store = _catalog.Store(table);
        _scanned.Add(new ScannedTable(table.Name, snapshot.Files.Count, files.Count, readBytes)
        {
            EnginePaths = () => new FilePlaces(store, table.Root).Of(files),
        });
        string sql = Hidden.Names.Count == 0
            ? await TableScan.SqlAsync(Connection, snapshot, files, store, table.Root, _lists.Sql, cancellationToken)
            : await new SnapshotFacts(snapshot, store, table.Root, Hidden.Names)
                .SqlAsync(Connection, files, cancellationToken);
        await _lists.MakeViewAsync(() => CreateViewAsync(name, sql, cancellationToken), cancellationToken);
    }

    /// <summary>Binds a name to the rows of a managed table that changed.</summary>
    /// <param name="to">Null is the newest version.</param>
    /// <exception cref="TarnException">As for <see cref="ChangeFeed.ReadAsync"/>.</exception>
    public async Task BindChangesAsync(
        CatalogTable.Managed table, TableName name, AsOf from, AsOf? to, CancellationToken cancellationToken)
    {
        ChangeSet changes = await new ChangeFeed(_catalog.Open(table)).ReadAsync(from, to, cancellationToken);
        _scanned.Add(new ScannedTable(table.Name, changes.FileCount, changes.FileCount, changes.SizeBytes));
        await CreateViewAsync(name, await changes.SqlAsync(Connection, cancellationToken), cancellationToken);
    }

    /// <summary>Makes a view of the catalog known, whose inputs are bound already.</summary>
    /// <exception cref="ViewException">Its SQL is wrong, or reaches further than it may.</exception>
    public Task CreateViewAsync(CatalogTable.View view, CancellationToken cancellationToken) =>
        ViewBinding.MakeAsync(this, view, cancellationToken);

    /// <summary>Puts guards before the functions of a statement that could take all memory in one call.</summary>
    internal Task GuardAsync(DialectStatement statement, CancellationToken cancellationToken) =>
        _guards.AddAsync(statement.Sql, cancellationToken);

    /// <summary>Makes a name mean a SELECT.</summary>
    public Task CreateViewAsync(TableName name, string sql, CancellationToken cancellationToken) =>
        _database.CreateViewAsync(name, sql, cancellationToken);

    /// <summary>Makes a system table known, with the rows of now.</summary>
    internal Task BindSystemAsync(SystemTable table, CancellationToken cancellationToken) =>
        _database.CreateTableAsync(table, cancellationToken);

    /// <summary>Lines of text files that the engine could not split into columns, since the scope was opened.</summary>
    public Task<IReadOnlyList<UnreadableLine>> UnreadableLinesAsync(CancellationToken cancellationToken) =>
        UnreadableLine.ReadAsync(Connection, _objects, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _unfit.Dispose();
        Raw.Dispose();
        await _database.DisposeAsync();
        _plaintext.Dispose();
        if (Directory.Exists(_scratchDirectory))
        {
            Directory.Delete(_scratchDirectory, recursive: true);
        }
    }

    /// <summary>Binds a raw table to files that were probed, in place of those that it was bound to before.</summary>
    internal async Task BindFilesAsync(
        FileTableDefinition table, IReadOnlyList<ProbedFile> files, CancellationToken cancellationToken)
    {
        long bytes = files.Sum(file => file.Object.SizeBytes);
        _scanned.Add(new ScannedTable(table.Name, files.Count, files.Count, bytes)
        {
            EnginePaths = () => [.. files.Select(file => file.EnginePath)],
        });
        foreach (ProbedFile file in files)
        {
            _objects[file.EnginePath] = $"{table.Bucket}/{file.Object.Key}";
        }

        string sql = Raw.Sql(table, files, _lists.Sql);
        await _lists.MakeViewAsync(() => CreateViewAsync(table.Name, sql, cancellationToken), cancellationToken);
    }

    /// <summary>Binds a table that the catalog describes to some of its files.</summary>
    internal async Task<ExternalScan> BindExternalAsync(
        CatalogTable.External table, IReadOnlyList<ExternalFile> files, CancellationToken cancellationToken)
    {
        IObjectStore store = _catalog.Store(table);
        IReadOnlyList<string> paths = await store.ReadablePathsAsync(
            [.. files.Select(file => file.Object.Key)], _plaintext, cancellationToken);
        ScanTools tools = new(Connection, store, _unfit, _lists.Sql, _scratchDirectory) { Hidden = Hidden.Names };
        ExternalScan scan = await ExternalScan.OfAsync(
            table.Described,
            [.. files.Zip(paths, (file, path) => file with { EnginePath = path })],
            tools,
            cancellationToken);
        _scanned.Add(new ScannedTable(table.Name, files.Count, scan.Files.Count, scan.SizeBytes)
        {
            EnginePaths = () => [.. scan.Files.Select(file => file.EnginePath)],
        });
        _unreadable.AddRange(scan.Unreadable);
        foreach (ExternalFile file in scan.Files)
        {
            _objects[file.EnginePath] = $"{table.Described.Storage!.Bucket}/{file.Object.Key}";
        }

        await _lists.MakeViewAsync(() => CreateViewAsync(table.Name, scan.Sql, cancellationToken), cancellationToken);
        return scan;
    }

    private async Task<TableSnapshot> LoadAsync(
        CatalogTable.Managed table, AsOf? asOf, CancellationToken cancellationToken) =>
        asOf is not null && await _catalog.Open(table).LoadAsync(asOf, cancellationToken) is { } earlier
            ? earlier
            : await _catalog.LoadAsync(table, cancellationToken);
}

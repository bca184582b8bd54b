using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Lineage;
using Tarn.Catalog.Overlays;
using Tarn.Catalog.Removal;
using Tarn.Catalog.Transfer;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Crawlers.Watching;
using Tarn.Definitions;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Lineage;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;
using Tarn.Queries.Reuse;
using Tarn.Queries.Statements;
using Tarn.Sources.Reading;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Watching;

namespace Tarn.Cli.Hosting;

/// <summary>The parts of Tarn put together for one lake directory.</summary>
public sealed class LakeHost : IDisposable
{
    private const string ResultsFolder = "results";
    private const string QueriesScratch = "queries";
    private const string CrawlsScratch = "crawls";
    private const string EngineScratch = "engine";
    private const string ValidationScratch = "validate";

    private JobRunnerParts _parts;
    private readonly WorkerPool _workers;

    internal LakeHost(
        LakeDefinition definition, string? environment, CatalogStore entries, LakeKeys keys, JobRunnerParts parts)
    {
        Definition = definition;
        Keys = keys;
        Environment = environment;
        Entries = entries;
        _parts = parts;
        string scratch = ProcessScratch.PathOf(parts.StateDirectory, QueriesScratch);
        Descriptions = new TableDescriber(parts.Instance, parts.Catalog, scratch, parts.IdSource);
        WorkerProgram program = OwnProgram.AsWorker(definition, environment, parts.StateDirectory);
        _workers = new WorkerPool(program, OwnProgram.WorkersOf(definition.Engine));
        Reuse = new ResultReuse(
            Path.Join(parts.StateDirectory, ResultsFolder),
            scratch,
            parts.Catalog,
            new ReuseLimits(),
            parts.TimeProvider,
            parts.IdSource);
        Queries = new QueryRunner(
            parts.Instance,
            parts.Catalog,
            scratch,
            parts.IdSource,
            parts.TimeProvider,
            definition.Engine.QueryDialect)
        {
            Limits = definition.Engine.Limits,
            Isolation = definition.Engine.Isolation,
            Workers = _workers,
            Price = definition.Engine.Price,
            SystemTables = LakeSystemTables.Of(this, parts),
        };
    }

    public LakeDefinition Definition { get; }

    internal LakeKeys Keys { get; }

    /// <summary>Whose lake.&lt;env&gt;.yaml overlays lake.yaml; null is none.</summary>
    public string? Environment { get; }

    public DuckInstance Engine => _parts.Instance;

    public TableCatalog Tables => _parts.Catalog;

    /// <summary>Tables that crawlers, people and other tools put into the catalog.</summary>
    public CatalogStore Entries { get; }

    /// <summary>What people say about tables that definitions make.</summary>
    public OverlayStore Overlays => new(_parts.Documents);

    /// <summary>Exports and imports the entries.</summary>
    public CatalogTransfer Transfer => new(_parts.Documents, Entries, _parts.IdSource);

    /// <summary>Drops tables together with their files, and brings them back.</summary>
    public TableRemoval Removal => new(Entries, Buckets, _parts.TimeProvider);

    /// <summary>Finds tables in files. Whoever writes with it holds the lake's lock.</summary>
    public CrawlerRunner Crawlers => new(CrawlerParts);

    public Buckets Buckets => _parts.Buckets;

    public QueryRunner Queries { get; private set; }

    /// <summary>Gives the result of a query again while its tables stay the same.</summary>
    public ResultReuse Reuse { get; }

    /// <summary>Runs Athena's statements that are no queries; who changes something holds the lake's lock.</summary>
    public StatementRunner Statements => StatementsWithin(Queries.Limits);

    /// <summary><see cref="Statements"/> with other limits.</summary>
    public StatementRunner StatementsWithin(QueryLimits limits) => new(new StatementParts
    {
        Entries = Entries,
        Tables = Tables,
        Queries = Queries.Within(limits),
        Buckets = Buckets,
        Zones = Definition.Zones,
        IdSource = _parts.IdSource,
        ScratchDirectory = ProcessScratch.PathOf(StateDirectory, QueriesScratch),
        ChangedBy = "user",
        TimeProvider = _parts.TimeProvider,
    });

    public TableDescriber Descriptions { get; }

    public RunHistory Runs => _parts.History;

    /// <summary>Runs of all kinds, and who wants to know of them.</summary>
    internal LakeRuns AllRuns => new(this, _parts);

    public BookmarkStore Bookmarks => _parts.Bookmarks;

    /// <summary>Commits that a crash left unfinished.</summary>
    public IntentStore Intents => new(_parts.Documents);

    public DocumentStore Documents => _parts.Documents;

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public string StateDirectory => _parts.StateDirectory;

    /// <summary>
    /// What runs for the lake all the time when this is a call's view of a lake that a server has, whose engine and
    /// scratch files are not its own; else null.
    /// </summary>
    internal ServerWork? Server { get; init; }

    private CrawlerParts CrawlerParts => new()
    {
        Buckets = Buckets,
        Engine = Engine,
        Documents = _parts.Documents,
        Catalog = Entries,
        LakeTables = LakeTables.Of(Tables.Defined),
        ScratchDirectory = ProcessScratch.PathOf(StateDirectory, CrawlsScratch),
        TimeProvider = _parts.TimeProvider,
        IdSource = _parts.IdSource,
    };

    /// <summary>Opens the lake in a directory; takes no lock.</summary>
    /// <exception cref="TarnException">TN1001: not a lake.</exception>
    /// <exception cref="DiagnosticException">Its definitions are wrong.</exception>
    public static Task<LakeHost> OpenAsync(
        string directory, string? environment, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        OpenAsync(directory, environment, engineBytesMax: null, timeProvider, cancellationToken);

    /// <param name="engineBytesMax">Memory of the engine; null is what the lake says.</param>
    public static Task<LakeHost> OpenAsync(
        string directory,
        string? environment,
        long? engineBytesMax,
        TimeProvider timeProvider,
        CancellationToken cancellationToken) =>
        LakeOpening.OpenAsync(directory, environment, engineBytesMax, timeProvider, cancellationToken);

    /// <summary>From now on queries are run there, whatever the lake says.</summary>
    public void Isolate(StatementIsolation isolation) => Queries = Queries.Isolated(isolation);

    /// <summary>From now on sources are read with these.</summary>
    public void ReadSourcesWith(IReadOnlyList<ISourceConnector> connectors) =>
        _parts = _parts with { Connectors = connectors };

    /// <summary>Takes the lake for runs, after finishing what a crash left. Dispose it to give the lake back.</summary>
    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    public Task<JobRunner> LockForRunsAsync(CancellationToken cancellationToken) =>
        JobsModule.OpenRunnerAsync(_parts, cancellationToken);

    /// <summary>Takes the lake for changes of the catalog; dispose the turn to give it back.</summary>
    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    public Task<ILakeTurn> LockForChangesAsync(CancellationToken cancellationToken) =>
        _parts.Turns.TakeForChangesAsync(cancellationToken);

    /// <summary>
    /// Takes the lake for crawls; dispose it to give the lake back. A server does not take turns for them.
    /// </summary>
    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    public ILakeTurn? LockForCrawls()
    {
        if (Server is not null)
        {
            return null;
        }

        LakeLock owned = LakeLock.Acquire(StateDirectory);
        try
        {
            ProcessScratch.RemoveLeftovers(StateDirectory);
            return owned;
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    /// <summary>Runs a crawler; whoever calls has taken the lake for it, unless it is a dry run.</summary>
    /// <exception cref="TarnException">TN4008: the server runs it already.</exception>
    public Task<CrawlReport> CrawlAsync(
        CrawlerDefinition crawler,
        bool isDryRun,
        IProgress<CrawlProgress> progress,
        CancellationToken cancellationToken) =>
        Crawls.RunAsync(crawler, isDryRun, progress, cancellationToken);

    internal LakeCrawls Crawls => new(this, _parts);

    /// <summary>Runs jobs in the background with a runner of this lake.</summary>
    /// <param name="runner">Has taken the lake.</param>
    /// <param name="turns">Of all who run something in this process.</param>
    public JobService ServeJobs(JobRunner runner, ILakeTurns turns) => new(runner, _parts, turns);

    internal LakeArrivals Arrivals => new(_parts, CrawlerParts, Definition.Crawlers);

    internal LakeSources Sources => new(_parts);

    /// <summary>This lake with its definitions as they are now, for one call of somebody in this process.</summary>
    /// <param name="server">What runs for the lake all the time.</param>
    /// <exception cref="DiagnosticException">The definitions are wrong.</exception>
    internal Task<LakeHost> ReopenAsync(
        ILakeTurns turns, ServerWork server, CancellationToken cancellationToken) =>
        LakeOpening.ReopenAsync(this, _parts with { Turns = turns }, server, cancellationToken);

    /// <summary>Starts crawlers that have a schedule or crawl on arrival; the starter takes the lake.</summary>
    public CrawlWatch Watch(IReadOnlyList<CrawlerDefinition> crawlers, ICrawlStarter starter) =>
        new(CrawlerParts, crawlers, starter, new WatchSettings());

    /// <summary>Binds every model to its inputs without data.</summary>
    /// <returns>What is wrong, sorted by file and line.</returns>
    public Task<IReadOnlyList<Diagnostic>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        string scratch = Path.Join(
            ProcessScratch.PathOf(StateDirectory, ValidationScratch), _parts.IdSource.NextId());
        return new ModelDryRun(Engine, Tables, Definition.Directory)
            .FindProblemsAsync(Definition.Models, scratch, cancellationToken);
    }

    /// <summary>An error for each name that a definition and an entry of the catalog both have.</summary>
    public async Task<IReadOnlyList<Diagnostic>> FindNameConflictsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> names = await Tables.ListTakenTwiceAsync(cancellationToken);
        return [.. names.Select(TableCatalog.IsTakenTwice).Select(error =>
            new Diagnostic { Code = error.Code, Message = error.Message, Notes = [error.Hint!] })];
    }

    /// <summary>Which tables and columns are made from which, by the SQL of all models and views.</summary>
    /// <param name="asked">A table whose columns are wanted, whatever it is; null: none.</param>
    public async Task<LineageGraph> ReadLineageAsync(TableName? asked, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogTable> all = await Tables.ListAsync(cancellationToken);
        IEnumerable<TableName> tables = Definition.Models.Select(model => model.Table)
            .Concat(all.OfType<CatalogTable.View>().Select(view => view.Name))
            .Concat(asked is null ? [] : [asked]);
        return await ModelLineage.ReadAsync(Engine, Definition.Models, Tables, tables, cancellationToken);
    }

    public void Dispose()
    {
        Reuse.Dispose();
        _workers.Dispose();
        if (Server is not null)
        {
            return;
        }

        Engine.Dispose();
        ProcessScratch.RemoveOwn(StateDirectory, QueriesScratch);
        ProcessScratch.RemoveOwn(StateDirectory, CrawlsScratch);
        ProcessScratch.RemoveOwn(StateDirectory, EngineScratch);
        ProcessScratch.RemoveOwn(StateDirectory, ValidationScratch);
    }
}

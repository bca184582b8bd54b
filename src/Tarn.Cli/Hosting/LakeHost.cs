using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Lineage;
using Tarn.Catalog.Overlays;
using Tarn.Catalog.Removal;
using Tarn.Catalog.Transfer;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions;
using Tarn.Definitions.Sql;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Jobs;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Lineage;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Queries.Statements;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Cli.Hosting;

/// <summary>The parts of Tarn put together for one lake directory.</summary>
public sealed class LakeHost : IDisposable
{
    private readonly JobRunnerParts _parts;

    private LakeHost(LakeDefinition definition, CatalogStore entries, JobRunnerParts parts)
    {
        Definition = definition;
        Entries = entries;
        _parts = parts;
        string scratch = Path.Combine(parts.StateDirectory, "scratch", $"queries-{Environment.ProcessId}");
        Queries = new QueryRunner(
            parts.Instance, parts.Catalog, scratch, parts.IdSource, definition.Engine.QueryDialect);
        Descriptions = new TableDescriber(parts.Instance, parts.Catalog, scratch, parts.IdSource);
    }

    public LakeDefinition Definition { get; }

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
    public CrawlerRunner Crawlers => new(new CrawlerParts
    {
        Buckets = Buckets,
        Engine = Engine,
        Documents = _parts.Documents,
        Catalog = Entries,
        LakeTables = LakeTables.Of(Tables.Defined),
        TimeProvider = _parts.TimeProvider,
        IdSource = _parts.IdSource,
    });

    public Buckets Buckets => _parts.Buckets;

    public QueryRunner Queries { get; }

    /// <summary>
    /// Runs Athena's statements that are no queries; for those that change something the caller holds the lake's lock.
    /// </summary>
    public StatementRunner Statements => new(new StatementParts
    {
        Entries = Entries,
        Tables = Tables,
        Queries = Queries,
        Buckets = Buckets,
        Zones = Definition.Zones,
        IdSource = _parts.IdSource,
        ScratchDirectory = Path.Combine(StateDirectory, "scratch", $"queries-{Environment.ProcessId}"),
        ChangedBy = "user",
        TimeProvider = _parts.TimeProvider,
    });

    public TableDescriber Descriptions { get; }

    public RunHistory Runs => _parts.History;

    public BookmarkStore Bookmarks => _parts.Bookmarks;

    /// <summary>Commits that a crash left unfinished.</summary>
    public IntentStore Intents => new(_parts.Documents);

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public string StateDirectory => _parts.StateDirectory;

    /// <summary>Opens the lake in a directory; takes no lock.</summary>
    /// <exception cref="TarnException">TN1001: not a lake.</exception>
    /// <exception cref="DiagnosticException">Its definitions are wrong.</exception>
    public static async Task<LakeHost> OpenAsync(
        string directory, string? environment, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        UlidSource idSource = new(timeProvider);
        string state = Path.Combine(Path.GetFullPath(directory), ".tarn");
        DocumentStore documents = new(state, idSource);
        CatalogStore entries = new(documents, timeProvider, idSource);
        LakeDefinition definition = await LoadAsync(
            directory, environment, await entries.ListNamesAsync(cancellationToken), cancellationToken);
        Buckets buckets = new(Path.Combine(definition.Directory, "data"), timeProvider, idSource);
        IReadOnlyList<CatalogTable> defined = await OverlaidTables
            .OfAsync(CatalogTables.Of(definition), new OverlayStore(documents), cancellationToken);
        DuckInstance instance = DuckInstance.Open(new EngineOptions
        {
            MemoryBytesMax = definition.Engine.MemoryBytesMax,
            Threads = definition.Engine.Threads,
            ScratchBytesMax = definition.Engine.ScratchBytesMax,
            ScratchDirectory = Path.Combine(state, "scratch", $"engine-{Environment.ProcessId}"),
        });
        EntryTables described = new(entries, new SqlParser(instance), definition.Engine.QueryDialect);
        return new LakeHost(definition, entries, new JobRunnerParts
        {
            Models = definition.Models,
            Instance = instance,
            Catalog = new TableCatalog(defined, described, buckets, instance, timeProvider, idSource),
            Buckets = buckets,
            Documents = documents,
            Bookmarks = new BookmarkStore(documents),
            History = new RunHistory(documents, Path.Combine(state, "logs")),
            Lineage = definition.Lineage,
            StateDirectory = state,
            TimeProvider = timeProvider,
            IdSource = idSource,
        });
    }

    /// <summary>
    /// Takes the lake for runs, after finishing what a crashed process left. Dispose the runner to give it back.
    /// </summary>
    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    public Task<JobRunner> LockForRunsAsync(CancellationToken cancellationToken) =>
        JobsModule.OpenRunnerAsync(_parts, cancellationToken);

    /// <summary>Binds every model to its inputs without data.</summary>
    /// <returns>What is wrong, sorted by file and line.</returns>
    public Task<IReadOnlyList<Diagnostic>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        string scratch = Path.Combine(StateDirectory, "scratch", _parts.IdSource.NextId());
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

    /// <summary>Which tables and columns are made from which, by the SQL of the models.</summary>
    public Task<LineageGraph> ReadLineageAsync(CancellationToken cancellationToken) =>
        ModelLineage.ReadAsync(Engine, Definition.Models, Tables, cancellationToken);

    public void Dispose()
    {
        Engine.Dispose();
        DeleteOwn("queries");
        DeleteOwn("engine");
    }

    /// <summary>
    /// Definitions are parsed by an engine of their own, because they say how the lake's engine is to be opened.
    /// </summary>
    private static async Task<LakeDefinition> LoadAsync(
        string directory,
        string? environment,
        IReadOnlyCollection<TableName> entries,
        CancellationToken cancellationToken)
    {
        using DuckInstance parser = DuckInstance.Open(new EngineOptions { Threads = 1 });
        LakeLoader loader = new(new DuckSqlAnalyzer(new SqlParser(parser)), entries);
        return await loader.LoadAsync(directory, environment, cancellationToken);
    }

    private void DeleteOwn(string name)
    {
        string path = Path.Combine(StateDirectory, "scratch", $"{name}-{Environment.ProcessId}");
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}

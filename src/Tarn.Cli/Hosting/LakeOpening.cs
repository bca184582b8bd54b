using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;
using Tarn.Common;
using Tarn.Definitions;
using Tarn.Definitions.Sql;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Jobs;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Privacy;
using Tarn.Jobs.Runs;
using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Cli.Hosting;

/// <summary>Opens lakes: reads the definitions and makes the parts of a <see cref="LakeHost"/>.</summary>
internal static class LakeOpening
{
    private const string EngineScratch = "engine";

    /// <param name="engineBytesMax">Memory of the engine; null is what the lake says.</param>
    /// <exception cref="TarnException">TN1001: not a lake.</exception>
    /// <exception cref="DiagnosticException">Its definitions are wrong.</exception>
    public static async Task<LakeHost> OpenAsync(
        string directory,
        string? environment,
        long? engineBytesMax,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        UlidSource idSource = new(timeProvider);
        string state = Path.Combine(Path.GetFullPath(directory), ".tarn");
        DocumentStore documents = new(state, idSource);
        CatalogStore entries = new(documents, timeProvider, idSource);
        LakeDefinition definition = await LoadAsync(
            directory, environment, entries, new LakeSecrets(documents, idSource, timeProvider), cancellationToken);
        LakeKeys keys = LakeKeys.Open(definition, state, documents, idSource, timeProvider);
        Buckets buckets = new(Path.Combine(definition.Directory, "data"), timeProvider, idSource)
        {
            Encryption = keys.ForBuckets(definition),
        };
        IReadOnlyList<CatalogTable> defined = await DefinedAsync(definition, documents, cancellationToken);
        DuckInstance instance = DuckInstance.Open(new EngineOptions
        {
            MemoryBytesMax = engineBytesMax ?? definition.Engine.MemoryBytesMax,
            Threads = definition.Engine.Threads,
            ScratchBytesMax = definition.Engine.ScratchBytesMax,
            ScratchDirectory = ProcessScratch.PathOf(state, EngineScratch),
        });
        EntryTables described = new(entries, new SqlParser(instance), definition.Engine.QueryDialect);
        return new LakeHost(definition, environment, entries, keys, new JobRunnerParts
        {
            Models = definition.Models,
            Sources = definition.Sources,
            Connectors = LakeSources.Connectors(timeProvider),
            FeedReaders = LakeSources.FeedReaders(definition.Security.Outbound, timeProvider),
            Instance = instance,
            Catalog = new TableCatalog(defined, described, buckets, instance, timeProvider, idSource)
            {
                Zones = [.. definition.Zones.Select(zone => zone.Name)],
            },
            Buckets = buckets,
            Documents = documents,
            Bookmarks = new BookmarkStore(documents),
            Pseudonyms = new Pseudonyms(new PseudonymKey(keys.Keyring, documents, timeProvider)),
            History = new RunHistory(documents, Path.Combine(state, "logs")),
            Lineage = definition.Lineage,
            Turns = new ProcessTurns(state),
            StateDirectory = state,
            TimeProvider = timeProvider,
            IdSource = idSource,
        });
    }

    /// <summary>
    /// A view of an open lake with its definitions as they are now, which shares the engine and all else. Tables that
    /// definitions make become known to the open lake too.
    /// </summary>
    /// <exception cref="DiagnosticException">The definitions are wrong.</exception>
    public static async Task<LakeHost> ReopenAsync(
        LakeHost open, JobRunnerParts parts, ServerWork server, CancellationToken cancellationToken)
    {
        LakeDefinition definition = await LoadAsync(
            open.Definition.Directory,
            open.Environment,
            open.Entries,
            new LakeSecrets(parts.Documents, parts.IdSource, parts.TimeProvider),
            cancellationToken);
        IReadOnlyList<CatalogTable> defined = await DefinedAsync(definition, parts.Documents, cancellationToken);
        open.Tables.Redefine(defined);
        open.Keys.Redefine(definition);
        EntryTables described = new(open.Entries, new SqlParser(parts.Instance), definition.Engine.QueryDialect);
        JobRunnerParts own = parts with
        {
            Models = definition.Models,
            Sources = definition.Sources,
            FeedReaders = LakeSources.FeedReaders(definition.Security.Outbound, parts.TimeProvider),
            Lineage = definition.Lineage,
            Catalog = new TableCatalog(
                defined, described, parts.Buckets, parts.Instance, parts.TimeProvider, parts.IdSource)
            {
                Zones = [.. definition.Zones.Select(zone => zone.Name)],
            },
        };
        return new LakeHost(definition, open.Environment, open.Entries, open.Keys, own) { Server = server };
    }

    private static Task<IReadOnlyList<CatalogTable>> DefinedAsync(
        LakeDefinition definition, DocumentStore documents, CancellationToken cancellationToken) =>
        OverlaidTables.OfAsync(CatalogTables.Of(definition), new OverlayStore(documents), cancellationToken);

    /// <summary>
    /// Definitions are parsed by an engine of their own, because they say how the lake's engine is to be opened.
    /// </summary>
    private static async Task<LakeDefinition> LoadAsync(
        string directory,
        string? environment,
        CatalogStore entries,
        LakeSecrets secrets,
        CancellationToken cancellationToken)
    {
        IReadOnlyCollection<TableName> names = await entries.ListNamesAsync(cancellationToken);
        using DuckInstance parser = DuckInstance.Open(new EngineOptions { Threads = 1 });
        LakeLoader loader = new(new DuckSqlAnalyzer(new SqlParser(parser)), names)
        {
            Secrets = await secrets.RevealAsync(directory, environment, cancellationToken),
        };
        return await loader.LoadAsync(directory, environment, cancellationToken);
    }
}

using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions.Binding;
using Tarn.Definitions.Binding.Flows;
using Tarn.Definitions.Binding.Sources;
using Tarn.Definitions.Binding.Streams;
using Tarn.Definitions.Sql;
using Tarn.Jobs;
using Tarn.Queries;
using Tarn.Sources;
using Tarn.Streams;

namespace Tarn.Definitions;

/// <summary>
/// Reads lake.yaml with its overlay, models/, queries/, crawlers/, streams/, sources/ and workflows/ into a checked
/// definition.
/// docs/guide/definitions.md says what the files may contain.
/// </summary>
/// <param name="analyzer">Tells what SQL reads.</param>
/// <param name="entries">Tables of the catalog that models and queries may read besides those of definitions.</param>
public sealed class LakeLoader(ISqlAnalyzer analyzer, IReadOnlyCollection<TableName> entries)
{
    /// <summary>What <c>${secret:NAME}</c> stands for, by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the lake in a directory. Nothing is written and no SQL is run.</summary>
    /// <param name="environment">Name of the <c>lake.ENV.yaml</c> to lay over lake.yaml; null for none.</param>
    /// <exception cref="TarnException">TN1001: not a lake. TN1003: no such environment.</exception>
    /// <exception cref="DiagnosticException">
    /// Definitions are wrong: every error found, sorted by file and line.
    /// </exception>
    public async Task<LakeDefinition> LoadAsync(
        string directory, string? environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        LakeFiles files = LakeFiles.Find(directory, environment);
        DiagnosticBag diagnostics = new();
        SecretReferences references = new(files.Directory, Secrets);
        BindingContext context = new(diagnostics, new Substitution(references, diagnostics));
        SourceReader sources = new(files.Directory, diagnostics);

        LakeParts? lake = await LakeMap.ReadAsync(files, sources, context, cancellationToken) is { } map
            ? new LakeBinder(context).Bind(map, files.Directory)
            : null;
        List<ModelDraft> drafts = await ReadAllAsync(
            files.Models, sources, new ModelFileBinder(context).Bind, cancellationToken);
        List<NamedQuery> queries = await ReadAllAsync(
            files.Queries, sources, new QueryBinder(context).Bind, cancellationToken);
        List<CrawlerDefinition> crawlers = await ReadAllAsync(
            files.Crawlers, sources, new CrawlerBinder(context, lake?.Zones ?? []).Bind, cancellationToken);
        List<StreamDefinition> streams = await ReadAllAsync(
            files.Streams, sources, new StreamBinder(context, files.Directory).Bind, cancellationToken);
        List<SourceDefinition> origins = await ReadAllAsync(
            files.Sources, sources, new SourceBinder(context, files.Directory).Bind, cancellationToken);
        List<FlowDraft> flows = await ReadAllAsync(
            files.Workflows, sources, new FlowBinder(context).Bind, cancellationToken);
        WarnOfIgnored(files, diagnostics);

        // Without lake.yaml every zone and raw table would be reported as unknown.
        if (lake is null)
        {
            diagnostics.ThrowIfAny();
        }

        LakeLinker linker = new(context, lake!, analyzer, entries, crawlers, origins);
        IReadOnlyList<ModelDefinition> models = await linker.LinkAsync(drafts, queries, cancellationToken);
        await new TransformSqlCheck(context, analyzer).RunAsync(streams, cancellationToken);
        LakeFlows linkedFlows = new FlowLinker(context, models, crawlers, origins).Link(flows);
        diagnostics.ThrowIfAny();
        return new LakeDefinition
        {
            Name = lake!.Name,
            Description = lake.Description,
            Directory = files.Directory,
            Engine = lake.Engine,
            Zones = lake.Zones,
            FileTables = lake.FileTables,
            Models = models,
            Jobs = [.. models.GroupBy(model => model.Job).Select(job => new JobDefinition(job.Key, [.. job]))],
            Queries = queries,
            Lineage = lake.Lineage,
            Runs = lake.Runs,
            Notifications = lake.Notifications,
            Security = lake.Security,
            Crawlers = crawlers,
            Streams = streams,
            Sources = origins,
            Flows = linkedFlows,
            Variables = context.Substitution.Variables,
            Warnings = diagnostics.Warnings,
        };
    }

    /// <summary>What each of the files defines; those that cannot be read or bound are reported and left out.</summary>
    private static async Task<List<T>> ReadAllAsync<T>(
        IEnumerable<string> files, SourceReader sources, Func<SourceText, T?> bind, CancellationToken cancellationToken)
        where T : class
    {
        List<T> bound = [];
        foreach (string file in files)
        {
            if (await sources.ReadAsync(file, cancellationToken) is { } source && bind(source) is { } definition)
            {
                bound.Add(definition);
            }
        }

        return bound;
    }

    private static void WarnOfIgnored(LakeFiles files, DiagnosticBag diagnostics)
    {
        foreach (string file in files.Ignored)
        {
            diagnostics.Warning(
                ErrorCodes.UnreadableDefinition,
                new SourceLocation(file, 1, 1),
                $"{file} is not read",
                "rename it to end in .yaml");
        }
    }
}

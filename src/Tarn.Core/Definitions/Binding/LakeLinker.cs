using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions.Sql;
using Tarn.Jobs;
using Tarn.Queries;
using Tarn.Sources;
using Tarn.Sources.Feeds;

namespace Tarn.Definitions.Binding;

/// <summary>Everything that can be judged only with all files read: zones, names of tables, inputs, order.</summary>
internal sealed class LakeLinker(
    BindingContext context,
    LakeParts lake,
    ISqlAnalyzer analyzer,
    IReadOnlyCollection<TableName> entries,
    IReadOnlyCollection<CrawlerDefinition> crawlers,
    IReadOnlyCollection<SourceDefinition> sources)
{
    /// <summary>The models in the order in which they can run; queries are checked only.</summary>
    public async Task<IReadOnlyList<ModelDefinition>> LinkAsync(
        IReadOnlyList<ModelDraft> drafts, IReadOnlyList<NamedQuery> queries, CancellationToken cancellationToken)
    {
        KnownTables tables = new(context, entries, [.. crawlers.Select(crawler => crawler.Database)]);
        foreach ((TableName table, SourceLocation place) in lake.TablePlaces)
        {
            tables.TryAdd(table, place);
        }

        SourceTable[] extracted = [.. sources.SelectMany(source => source.Tables)];
        foreach (SourceTable table in extracted)
        {
            tables.TryAdd(table.Into, table.Place);
        }

        ModelDraft[] unique = [.. drafts.Where(draft => tables.TryAdd(draft.Definition.Table, draft.TablePlace))];
        new ManagedZoneRules(context, lake.Zones).Check(
        [
            .. extracted.Select(table => (table.Into, table.Place, true)),
            .. drafts.Select(draft => (
                draft.Definition.Table,
                draft.TablePlace,
                draft.Definition.Materialized != Materialization.View)),
        ]);

        HashSet<TableName> views = [.. unique
            .Select(draft => draft.Definition)
            .Where(model => model.Materialized == Materialization.View)
            .Select(model => model.Table)];
        InputResolver inputs = new(context, tables, analyzer);
        ModelResolver resolver = new(context, tables, inputs, analyzer, views);
        List<ModelNode> nodes = [];
        foreach (ModelDraft draft in unique)
        {
            ModelDefinition model = draft.Definition with
            {
                Dialect = draft.Definition.Dialect ?? lake.Engine.ModelDialect,
            };
            nodes.Add(await resolver.ResolveAsync(draft with { Definition = model }, cancellationToken));
        }

        foreach (NamedQuery query in queries)
        {
            await inputs.ResolveAsync(
                query.Source, lake.Engine.QueryDialect, mayReadQuarantine: true, cancellationToken);
        }

        foreach (SourceDefinition source in sources)
        {
            foreach (SourceFeed feed in source.Feeds
                .Where(feed => tables.Contains(new TableName(source.Name, feed.Name))))
            {
                context.BadValue(feed.Place, $"feed '{source.Name}.{feed.Name}' is called like a table", "rename it");
            }
        }

        return [.. new ModelGraph(nodes, context).InOrder().Select(node => node.Model)];
    }
}

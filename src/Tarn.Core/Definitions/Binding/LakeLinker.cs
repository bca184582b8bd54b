using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions.Sql;
using Tarn.Jobs;
using Tarn.Queries;
using Tarn.Storage.Encryption;

namespace Tarn.Definitions.Binding;

/// <summary>Everything that can be judged only with all files read: zones, names of tables, inputs, order.</summary>
internal sealed class LakeLinker(
    BindingContext context,
    LakeParts lake,
    ISqlAnalyzer analyzer,
    IReadOnlyCollection<TableName> entries,
    IReadOnlyCollection<CrawlerDefinition> crawlers)
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

        ModelDraft[] unique = [.. drafts.Where(draft => tables.TryAdd(draft.Definition.Table, draft.TablePlace))];
        CheckZones(drafts);

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

        return [.. new ModelGraph(nodes, context).InOrder().Select(node => node.Model)];
    }

    private void CheckZones(IReadOnlyList<ModelDraft> drafts)
    {
        HashSet<string> names = [.. lake.Zones.Select(zone => zone.Name)];
        foreach (ModelDraft draft in drafts.Where(draft => !names.Contains(draft.Definition.Table.Database)))
        {
            if (names.Count > 0)
            {
                ZoneNames.ReportUnknown(context, draft.Definition.Table, draft.TablePlace, lake.Zones);
            }
        }

        ILookup<string, EncryptionRule?> encryption = lake.Zones.ToLookup(zone => zone.Name, zone => zone.Encryption);
        foreach (ModelDraft draft in drafts.Where(draft => draft.Definition.Materialized != Materialization.View
            && encryption[draft.Definition.Table.Database].Any(rule => rule is not null)))
        {
            ZoneNames.ReportEncrypted(context, draft.Definition.Table, draft.TablePlace);
        }

        HashSet<string> expiring = [.. lake.Zones.Where(zone => zone.ExpireDays is not null).Select(zone => zone.Name)];
        foreach (ModelDraft draft in drafts.Where(draft => expiring.Contains(draft.Definition.Table.Database)))
        {
            context.BadValue(
                draft.TablePlace,
                $"table '{draft.Definition.Table}' would be in a zone whose objects expire",
                "its files would be deleted under it",
                $"give it another zone, or take 'expire_days' from zone '{draft.Definition.Table.Database}'");
        }
    }
}

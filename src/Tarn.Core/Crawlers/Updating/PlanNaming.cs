using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Memory;

namespace Tarn.Crawlers.Updating;

/// <summary>
/// Gives plans their names: the one a table had in the last crawl, that of the crawler's own table at the same place,
/// or a new one.
/// </summary>
internal sealed class PlanNaming(
    CrawlerDefinition definition, LakeTables lakeTables, IReadOnlyList<TableEntry> entries, CrawlerIndex? index)
{
    private readonly Dictionary<TableName, TableEntry> _entries = entries.ToDictionary(entry => entry.Name);
    private readonly ILookup<(string, string, string), TableEntry> _byPlace =
        entries.Where(entry => entry.Storage is not null).ToLookup(entry => Place(entry.Storage!));

    private readonly Dictionary<string, RememberedTable> _remembered =
        (index?.Tables ?? []).ToDictionary(table => table.Identity, StringComparer.Ordinal);

    /// <summary>Whether the crawler of the definition made the table.</summary>
    public bool IsOwn(TableEntry entry) =>
        entry.Properties.GetValueOrDefault(CrawlerDefinition.TableProperty) == definition.Name;

    public IReadOnlyList<NamedPlan> Name(IReadOnlyList<TablePlan> plans)
    {
        TableNames names = new(definition.Database, definition.TablePrefix, IsTaken);
        Dictionary<TablePlan, TableName> kept = new(ReferenceEqualityComparer.Instance);
        foreach (TablePlan plan in plans)
        {
            if (FindKept(plan) is { } name)
            {
                names.Keep(name);
                kept.Add(plan, name);
            }
        }

        return [.. plans.Select(plan => Describe(plan, kept.TryGetValue(plan, out TableName? name)
            ? name
            : names.Give(plan)))];
    }

    private NamedPlan Describe(TablePlan plan, TableName name)
    {
        FileSchema? before = _remembered.GetValueOrDefault(plan.Identity)?.Schema;
        bool isSameKind = before is not null && SchemaFamily.AreOneFormat(before, plan.Schema) && !before.IsDelta;
        return new NamedPlan(
            name,
            plan,
            isSameKind ? SchemaFamily.Merge(before!, plan.Schema) : plan.Schema,
            _entries.GetValueOrDefault(name),
            At(plan).FirstOrDefault(entry => !IsOwn(entry)));
    }

    private TableName? FindKept(TablePlan plan)
    {
        if (_remembered.TryGetValue(plan.Identity, out RememberedTable? table)
            && TableName.TryParse(table.Name, out TableName? name)
            && name.Database == definition.Database
            && !lakeTables.Names.Contains(name)
            && (!_entries.TryGetValue(name, out TableEntry? entry) || IsOwn(entry)))
        {
            return name;
        }

        return At(plan).FirstOrDefault(IsOwn)?.Name;
    }

    private IEnumerable<TableEntry> At(TablePlan plan) =>
        _byPlace[(plan.Bucket, plan.Prefix, string.Join('|', plan.Suffixes))];

    private static (string, string, string) Place(StorageEntry storage) =>
        (storage.Bucket, storage.Prefix, string.Join('|', storage.Suffixes));

    private bool IsTaken(TableName name) => lakeTables.Names.Contains(name) || _entries.ContainsKey(name);
}

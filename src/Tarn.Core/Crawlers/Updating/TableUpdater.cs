using System.Globalization;
using Tarn.Catalog.Changes;
using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Crawlers.Updating;

/// <summary>Brings the tables of the catalog in line with the plans, as the definition allows.</summary>
internal sealed class TableUpdater(CatalogStore catalog, CrawlerDefinition definition, bool isDryRun)
{
    private const int LinesMax = 200;

    /// <summary>One table; what the catalog refuses is an outcome, so that the others go on.</summary>
    public async Task<CrawledTable> UpdateAsync(NamedPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Rival is { } rival)
        {
            string owner = rival.Properties.GetValueOrDefault(CrawlerDefinition.TableProperty) is { } crawler
                ? $"crawler '{crawler}'"
                : "somebody else";
            return new CrawledTable(plan.Name.ToString(), TableOutcome.Skipped)
            {
                Changes = [$"its files are those of {rival.Name}, which {owner} made"],
            };
        }

        try
        {
            return plan.Existing is { } existing
                ? await ChangeAsync(plan, existing, cancellationToken)
                : await CreateAsync(plan, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code is ErrorCodes.StateConflict or ErrorCodes.EntryExists
            or ErrorCodes.BadEntry or ErrorCodes.UnknownTable)
        {
            return new CrawledTable(plan.Name.ToString(), TableOutcome.Failed)
            {
                Changes = [$"{exception.Code}: {exception.Message}"],
            };
        }
    }

    /// <summary>A table of the crawler whose files are gone.</summary>
    public async Task<CrawledTable> RetireAsync(TableEntry entry, CancellationToken cancellationToken)
    {
        CrawledTable report = new(entry.Name.ToString(), TableOutcome.Gone)
        {
            Changes = [$"no files below {entry.Storage!.Bucket}/{entry.Storage.Prefix}"],
        };
        switch (definition.OnDelete)
        {
            case OnDelete.Delete:
                if (!isDryRun)
                {
                    DropOptions options = new() { DroppedBy = EntryPlan.ChangedBy(definition.Name) };
                    await catalog.DropAsync(entry.Name, options, cancellationToken);
                }

                return report with { Outcome = TableOutcome.Deleted };
            case OnDelete.Deprecate when entry.IsDeprecated:
                return new CrawledTable(entry.Name.ToString(), TableOutcome.Unchanged);
            case OnDelete.Deprecate:
                TableEntry deprecated = entry with
                {
                    IsDeprecated = true,
                    ChangedBy = EntryPlan.ChangedBy(definition.Name),
                };
                await WriteAsync(deprecated, entry.Version, cancellationToken);
                return report with { Outcome = TableOutcome.Deprecated };
            default:
                return report;
        }
    }

    private async Task<CrawledTable> CreateAsync(NamedPlan plan, CancellationToken cancellationToken)
    {
        TableEntry entry = EntryPlan.Build(plan.Name, plan.Plan, plan.Schema, definition.Name, existing: null);
        if (!isDryRun)
        {
            await catalog.CreateAsync(entry, cancellationToken);
            await catalog.Partitions(entry.Name).AddAsync(plan.Plan.Partitions, cancellationToken);
        }

        return new CrawledTable(entry.Name.ToString(), TableOutcome.Created)
        {
            PartitionsAdded = plan.Plan.Partitions.Count,
        };
    }

    private async Task<CrawledTable> ChangeAsync(
        NamedPlan plan, TableEntry existing, CancellationToken cancellationToken)
    {
        TableEntry found = EntryPlan.Build(plan.Name, plan.Plan, plan.Schema, definition.Name, existing);
        string[] differences = Lines(existing, found);
        TableEntry wanted = definition.OnChange switch
        {
            OnChange.Update => found,
            OnChange.AddOnly => EntryPlan.WithAddedColumns(existing, found),
            _ => existing with { IsDeprecated = false },
        };
        string[] changes = Lines(existing, wanted);
        bool haveOtherKeys = existing.PartitionKeys.Count != wanted.PartitionKeys.Count;
        PartitionUpdate partitions = await PartitionUpdate.FindAsync(
            catalog.Partitions(existing.Name),
            wanted.PartitionKeys.Count == plan.Plan.PartitionKeys.Count ? plan.Plan.Partitions : [],
            cancellationToken);
        if (definition.OnDelete == OnDelete.Log && !haveOtherKeys)
        {
            partitions = partitions with { Removed = [] };
        }

        if (!isDryRun)
        {
            // Partitions of other keys cannot stay while the keys change.
            await catalog.Partitions(existing.Name).RemoveAsync(partitions.Removed, cancellationToken);
            if (changes.Length > 0)
            {
                await WriteAsync(wanted, existing.Version, cancellationToken);
            }

            await catalog.Partitions(existing.Name).AddAsync(partitions.Added, cancellationToken);
        }

        return new CrawledTable(existing.Name.ToString(), OutcomeOf(changes, differences))
        {
            Changes = changes.Length > 0 ? changes : differences,
            PartitionsAdded = partitions.Added.Count,
            PartitionsRemoved = partitions.Removed.Count,
        };
    }

    /// <summary>None when the versions say the same; of very many only the first.</summary>
    private static string[] Lines(TableEntry before, TableEntry after)
    {
        IReadOnlyList<EntryDifference> differences = EntryDiff.Between(before, after);
        string[] lines = [.. differences.Take(LinesMax).Select(difference => difference.ToString())];
        return differences.Count <= LinesMax
            ? lines
            : [.. lines, string.Create(CultureInfo.InvariantCulture, $"and {differences.Count - LinesMax} more")];
    }

    private static TableOutcome OutcomeOf(string[] changes, string[] differences) =>
        changes.Length > 0 ? TableOutcome.Changed
        : differences.Length > 0 ? TableOutcome.ChangeLogged
        : TableOutcome.Unchanged;

    private async Task WriteAsync(TableEntry entry, long expectedVersion, CancellationToken cancellationToken)
    {
        if (!isDryRun)
        {
            await catalog.UpdateAsync(entry, expectedVersion, cancellationToken);
        }
    }
}

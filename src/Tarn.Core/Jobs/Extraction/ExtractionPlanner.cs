using Tarn.Catalog;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>Finds out from where a table of a source is to be read.</summary>
internal sealed class ExtractionPlanner(TableCatalog catalog, BookmarkStore bookmarks)
{
    public async Task<ExtractionPlan> PlanAsync(
        SourceStep step, bool fullRefresh, CancellationToken cancellationToken)
    {
        CatalogTable.Managed table = catalog.GetModelTable(step.Into);
        TableSnapshot? target = await catalog.FindSnapshotAsync(table, cancellationToken);
        Bookmark? bookmark = await bookmarks.ReadAsync(step.Into, cancellationToken);
        string hash = HashOf(step);
        ExtractionPlan whole = new()
        {
            Step = step,
            Table = table,
            Target = target,
            Current = bookmark,
            Since = null,
            DefinitionHash = hash,
            IsRefresh = fullRefresh || bookmark?.Source is null || bookmark.DefinitionHash != hash,
        };
        if (fullRefresh || bookmark?.Source is not { } mark || step.Table.Increment is null)
        {
            return whole;
        }

        if (bookmark.DefinitionHash != hash)
        {
            return whole with { Notes = [$"the definition of {step.Origin} changed, so all of it is read"] };
        }

        // A table that was restored or replaced by hand no longer has the commit that the bookmark speaks of.
        long committed = target?.Transactions.GetValueOrDefault(step.Into.ToString()) ?? 0;
        return committed == bookmark.Version
            ? whole with { Since = mark.ReadUpTo }
            : whole with { Notes = [$"{step.Into} is not as the last run left it, so all of {step.Origin} is read"] };
    }

    /// <summary>Where each of a source's tables is, by the table that it fills.</summary>
    public async Task<IReadOnlyDictionary<TableName, SourcePosition>> ReadPositionsAsync(
        SourceDefinition source, CancellationToken cancellationToken)
    {
        Dictionary<TableName, SourcePosition> positions = [];
        foreach (SourceTable table in source.Tables)
        {
            if ((await bookmarks.ReadAsync(table.Into, cancellationToken))?.Source?.ReadUpTo is { } position)
            {
                positions[table.Into] = position;
            }
        }

        return positions;
    }

    /// <summary>How far back is looked does not change what the rows are.</summary>
    public static string HashOf(SourceStep step)
    {
        using Fingerprint fingerprint = new();
        fingerprint.Add(step.Source.Name);
        fingerprint.Add(step.Table.Name);
        fingerprint.Add(step.Table.Query ?? "");
        fingerprint.Add(step.Table.Strategy.ToString());
        fingerprint.Add(string.Join(',', step.Table.Key));
        fingerprint.Add(step.Table.Increment switch
        {
            SourceIncrement.Cursor cursor => $"cursor {cursor.Column}",
            SourceIncrement.Transactions => "transactions",
            SourceIncrement.Slot slot => $"slot {slot.Name}",
            _ => "full",
        });
        return fingerprint.ToString();
    }
}

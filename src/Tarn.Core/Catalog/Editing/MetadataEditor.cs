using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;
using Tarn.Common;

namespace Tarn.Catalog.Editing;

/// <summary>
/// Changes what people say about tables: of an entry as its next version, of a table that a definition makes in the
/// overlay that lies over it.
/// </summary>
/// <param name="entries">The entries.</param>
/// <param name="overlays">What is said about defined tables.</param>
/// <param name="changedBy">Who makes the changes.</param>
public sealed class MetadataEditor(CatalogStore entries, OverlayStore overlays, string changedBy)
{
    /// <summary>Names who answers for a table; null nobody.</summary>
    public Task SetOwnerAsync(CatalogTable table, string? owner, CancellationToken cancellationToken) => ChangeAsync(
        table, entry => entry with { Owner = owner }, overlay => overlay with { Owner = owner }, cancellationToken);

    /// <summary>Describes a table; null takes the description away, of a defined table the overlay's.</summary>
    public Task DescribeAsync(CatalogTable table, string? text, CancellationToken cancellationToken) => ChangeAsync(
        table,
        entry => entry with { Description = text },
        overlay => overlay with { Description = text },
        cancellationToken);

    /// <summary>Describes a column; null takes the comment away, of a defined table the overlay's.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the entry has no such column.</exception>
    public Task DescribeColumnAsync(
        CatalogTable table, string column, string? text, CancellationToken cancellationToken) => ChangeColumnAsync(
            table,
            column,
            entry => entry with { Comment = text },
            overlay => overlay with { Comment = text },
            cancellationToken);

    /// <summary>Gives a table tags, or takes some away.</summary>
    public Task TagAsync(
        CatalogTable table,
        IReadOnlyDictionary<string, string> set,
        IReadOnlyCollection<string> removed,
        CancellationToken cancellationToken) => ChangeAsync(
            table,
            entry => entry with { Tags = Changed(entry.Tags, set, removed) },
            overlay => overlay with { Tags = Changed(overlay.Tags, set, removed) },
            cancellationToken);

    /// <summary>Gives a column tags, or takes some away.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the entry has no such column.</exception>
    public Task TagColumnAsync(
        CatalogTable table,
        string column,
        IReadOnlyDictionary<string, string> set,
        IReadOnlyCollection<string> removed,
        CancellationToken cancellationToken) => ChangeColumnAsync(
            table,
            column,
            entry => entry with { Tags = Changed(entry.Tags, set, removed) },
            overlay => overlay with { Tags = Changed(overlay.Tags, set, removed) },
            cancellationToken);

    private Task ChangeColumnAsync(
        CatalogTable table,
        string column,
        Func<ColumnEntry, ColumnEntry> changeEntry,
        Func<ColumnOverlay, ColumnOverlay> changeOverlay,
        CancellationToken cancellationToken) => ChangeAsync(
            table,
            entry => WithColumn(entry, column, changeEntry),
            overlay => WithColumn(overlay, column, changeOverlay),
            cancellationToken);

    private async Task ChangeAsync(
        CatalogTable table,
        Func<TableEntry, TableEntry> changeEntry,
        Func<TableOverlay, TableOverlay> changeOverlay,
        CancellationToken cancellationToken)
    {
        if (table.Entry is null)
        {
            TableOverlay? overlay = await overlays.FindAsync(table.Name, cancellationToken);
            await overlays.PutAsync(changeOverlay(overlay ?? new TableOverlay(table.Name)), cancellationToken);
            return;
        }

        TableEntry current = await entries.GetAsync(table.Name, cancellationToken);
        TableEntry changed = changeEntry(current) with { ChangedBy = changedBy };
        await entries.UpdateAsync(changed, current.Version, cancellationToken);
    }

    private static TableEntry WithColumn(TableEntry entry, string name, Func<ColumnEntry, ColumnEntry> change)
    {
        string[] names = [.. entry.Columns.Concat(entry.PartitionKeys).Select(column => column.Name)];
        return names.Contains(name)
            ? entry with { Columns = Changed(entry.Columns), PartitionKeys = Changed(entry.PartitionKeys) }
            : throw new TarnException(ErrorCodes.UnknownName, $"table '{entry.Name}' has no column '{name}'")
            {
                Hint = Suggestion.DidYouMean(name, names) ?? $"its columns are {string.Join(", ", names)}",
            };

        IReadOnlyList<ColumnEntry> Changed(IReadOnlyList<ColumnEntry> columns) =>
            [.. columns.Select(column => column.Name == name ? change(column) : column)];
    }

    private static TableOverlay WithColumn(TableOverlay overlay, string name, Func<ColumnOverlay, ColumnOverlay> change)
    {
        SortedDictionary<string, ColumnOverlay> columns = new(overlay.Columns.ToDictionary(), StringComparer.Ordinal);
        ColumnOverlay changed = change(columns.GetValueOrDefault(name) ?? new ColumnOverlay(Comment: null));
        columns[name] = changed;
        if (changed is { Comment: null, Tags.Count: 0 })
        {
            columns.Remove(name);
        }

        return overlay with { Columns = columns };
    }

    private static SortedDictionary<string, string> Changed(
        IReadOnlyDictionary<string, string> tags,
        IReadOnlyDictionary<string, string> set,
        IReadOnlyCollection<string> removed)
    {
        SortedDictionary<string, string> changed = new(tags.ToDictionary(), StringComparer.Ordinal);
        foreach (string key in removed)
        {
            changed.Remove(key);
        }

        foreach ((string key, string value) in set)
        {
            changed[key] = value;
        }

        return changed;
    }
}

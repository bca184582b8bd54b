using Tarn.Common;

namespace Tarn.Catalog.Overlays;

/// <summary>What people say about tables laid over what definitions say.</summary>
public static class OverlaidTables
{
    /// <summary>The tables, each with what is said about it.</summary>
    public static async Task<IReadOnlyList<CatalogTable>> OfAsync(
        IEnumerable<CatalogTable> defined, OverlayStore store, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableOverlay> all = await store.ListAsync(cancellationToken);
        Dictionary<TableName, TableOverlay> overlays = all.ToDictionary(overlay => overlay.Name);
        return
        [
            .. defined.Select(table => overlays.GetValueOrDefault(table.Name) is { } overlay
                ? Overlay(table, overlay)
                : table),
        ];
    }

    private static CatalogTable Overlay(CatalogTable table, TableOverlay overlay)
    {
        Dictionary<string, string> comments = table.ColumnDescriptions.ToDictionary();
        foreach ((string column, ColumnOverlay said) in overlay.Columns)
        {
            if (said.Comment is not null)
            {
                comments[column] = said.Comment;
            }
        }

        return table with
        {
            Description = overlay.Description ?? table.Description,
            Owner = overlay.Owner,
            Tags = overlay.Tags,
            ColumnTags = overlay.Columns.ToDictionary(column => column.Key, column => column.Value.Tags),
            ColumnDescriptions = comments,
        };
    }
}

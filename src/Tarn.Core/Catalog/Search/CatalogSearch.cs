using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Search;

/// <summary>Finds texts in what is known of tables: definitions and entries alike.</summary>
public static class CatalogSearch
{
    private const string NamePlace = "name";

    /// <summary>
    /// Every place whose text has the one looked for, ignoring case: names of tables first, then by table. Tags read
    /// <c>key=value</c>.
    /// </summary>
    public static IReadOnlyList<CatalogMatch> Find(IEnumerable<CatalogTable> tables, string text) =>
    [
        .. tables
            .SelectMany(PlacesOf)
            .Where(place => place.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(place => place.Place == NamePlace ? 0 : 1)
            .ThenBy(place => place.Table.ToString(), StringComparer.Ordinal),
    ];

    private static IEnumerable<CatalogMatch> PlacesOf(CatalogTable table)
    {
        yield return new CatalogMatch(table.Name, NamePlace, table.Name.ToString());
        foreach ((string place, string? text) in FactsOf(table).Where(fact => fact.Text is not null))
        {
            yield return new CatalogMatch(table.Name, place, text!);
        }
    }

    private static IEnumerable<(string Place, string? Text)> FactsOf(CatalogTable table) =>
    [
        ("description", table.Description),
        ("owner", table.Owner),
        .. table.Tags.Select(tag => ("tag", (string?)$"{tag.Key}={tag.Value}")),
        .. (table.Entry?.Properties ?? NoTexts.Dictionary)
            .Select(property => ("property", (string?)$"{property.Key}={property.Value}")),
        .. ColumnsOf(table).Select(column => ($"column {column}", (string?)column)),
        .. table.ColumnDescriptions.Select(comment => ($"comment of {comment.Key}", (string?)comment.Value)),
        .. table.ColumnTags.SelectMany(column => column.Value.Select(
            tag => ($"tag of {column.Key}", (string?)$"{tag.Key}={tag.Value}"))),
    ];

    /// <summary>Those that are known without looking into data.</summary>
    private static IEnumerable<string> ColumnsOf(CatalogTable table) => table switch
    {
        { Entry: { } entry } => entry.Columns.Concat(entry.PartitionKeys).Select(column => column.Name),
        CatalogTable.Files files => files.Definition.Columns.Select(column => column.Name),
        _ => table.ColumnDescriptions.Keys,
    };
}

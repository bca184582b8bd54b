using Tarn.Catalog;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Words for what the catalog has.</summary>
internal static class CatalogWords
{
    public static string Of(CatalogTable table) => table switch
    {
        CatalogTable.External => "external",
        CatalogTable.Files => "files",
        CatalogTable.View => "view",
        { Entry: not null } => "delta",
        _ => "managed",
    };

    /// <summary>Tags as people write them; null when there are none.</summary>
    public static string? Tags(IReadOnlyDictionary<string, string> tags) => tags.Count == 0
        ? null
        : string.Join(
            ", ",
            tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
}

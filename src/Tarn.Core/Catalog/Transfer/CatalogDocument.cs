using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;

namespace Tarn.Catalog.Transfer;

/// <summary>
/// The whole catalog as one document (docs/formats/catalog.md). Definitions are not in it: they are files.
/// </summary>
/// <param name="Format">Always 1.</param>
/// <param name="Databases">In order of name.</param>
/// <param name="Tables">In order of name.</param>
/// <param name="Overlays">In order of name.</param>
public sealed record CatalogDocument(
    int Format,
    IReadOnlyList<DatabaseEntry> Databases,
    IReadOnlyList<TableDocument> Tables,
    IReadOnlyList<TableOverlay> Overlays)
{
    public const int CurrentFormat = 1;
}

using Tarn.Common;
using Tarn.State;

namespace Tarn.Catalog.Overlays;

/// <summary>Overlays of defined tables, a document each.</summary>
public sealed class OverlayStore(DocumentStore documents)
{
    private const string Prefix = "catalog/overlays/";

    public async Task<TableOverlay?> FindAsync(TableName name, CancellationToken cancellationToken) =>
        (await ReadAsync(name, cancellationToken))?.Value;

    /// <summary>In order of name.</summary>
    public async Task<IReadOnlyList<TableOverlay>> ListAsync(CancellationToken cancellationToken)
    {
        List<TableOverlay> overlays = [];
        foreach (string path in await documents.ListAsync(Prefix, cancellationToken))
        {
            TableName name = TableName.Parse(path[Prefix.Length..].Replace('/', '.'));
            if (await FindAsync(name, cancellationToken) is { } overlay)
            {
                overlays.Add(overlay);
            }
        }

        return overlays;
    }

    /// <summary>Replaces what is said about the table; an overlay that says nothing is removed.</summary>
    /// <exception cref="TarnException"><c>TN4008</c>: somebody else changed it meanwhile.</exception>
    public async Task PutAsync(TableOverlay overlay, CancellationToken cancellationToken)
    {
        Document<TableOverlay>? current = await ReadAsync(overlay.Name, cancellationToken);
        if (overlay.IsEmpty())
        {
            await documents.DeleteAsync(PathOf(overlay.Name), cancellationToken);
            return;
        }

        await documents.WriteAsync(
            PathOf(overlay.Name), overlay, CatalogJson.Default.TableOverlay, current?.Version, cancellationToken);
    }

    private Task<Document<TableOverlay>?> ReadAsync(TableName name, CancellationToken cancellationToken) =>
        documents.ReadAsync(PathOf(name), CatalogJson.Default.TableOverlay, cancellationToken);

    private static string PathOf(TableName name) => $"{Prefix}{name.Database}/{name.Table}";
}

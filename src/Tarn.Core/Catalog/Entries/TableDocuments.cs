using System.Globalization;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Catalog.Entries;

/// <summary>Where the documents of tables are (docs/formats/catalog.md).</summary>
internal sealed class TableDocuments(DocumentStore documents)
{
    public const string TablesPrefix = "catalog/tables/";
    private const string DroppedPrefix = "catalog/dropped/";

    /// <summary>The table's document; null when there is none or a rename has made it void.</summary>
    public async Task<Document<StoredTable>?> ReadAsync(TableName name, CancellationToken cancellationToken)
    {
        Document<StoredTable>? document = await documents
            .ReadAsync(PathOf(name), CatalogJson.Default.StoredTable, cancellationToken);
        if (document?.Value.RenamingTo is not { } target)
        {
            return document;
        }

        Document<StoredTable>? renamed = await documents
            .ReadAsync(PathOf(target), CatalogJson.Default.StoredTable, cancellationToken);
        return renamed?.Value.Id == document.Value.Id ? null : document;
    }

    /// <summary>The version of the document that a rename has left behind at a name; null when there is none.</summary>
    public async Task<string?> FindVoidAsync(TableName name, CancellationToken cancellationToken)
    {
        Document<StoredTable>? document = await documents
            .ReadAsync(PathOf(name), CatalogJson.Default.StoredTable, cancellationToken);
        bool isVoid = document is not null && await ReadAsync(name, cancellationToken) is null;
        return isVoid ? document!.Version : null;
    }

    /// <summary>Names of the tables of one database or all, in order; of a rename that was cut off, both.</summary>
    public async Task<IReadOnlyList<TableName>> ListAsync(string? database, CancellationToken cancellationToken)
    {
        string prefix = database is null ? TablesPrefix : $"{TablesPrefix}{database}/";
        IReadOnlyList<string> names = await documents.ListAsync(prefix, cancellationToken);
        return
        [
            .. names.Select(name => TableName.Parse(name[TablesPrefix.Length..].Replace('/', '.')))
                .OrderBy(name => name.ToString(), StringComparer.Ordinal),
        ];
    }

    public Task WriteAsync(
        TableName name, StoredTable table, string? expectedVersion, CancellationToken cancellationToken) =>
        documents.WriteAsync(
            PathOf(name), table, CatalogJson.Default.StoredTable, expectedVersion, cancellationToken);

    public Task DeleteAsync(TableName name, CancellationToken cancellationToken) =>
        documents.DeleteAsync(PathOf(name), cancellationToken);

    /// <summary>Keeps an earlier version; does nothing when it is kept already.</summary>
    public async Task KeepVersionAsync(StoredTable table, CancellationToken cancellationToken)
    {
        string path = VersionsPrefix(table.Id) + Digits(table.Entry.Version);
        Document<StoredTable>? kept = await documents
            .ReadAsync(path, CatalogJson.Default.StoredTable, cancellationToken);
        if (kept is null)
        {
            await documents.WriteAsync(path, table, CatalogJson.Default.StoredTable, null, cancellationToken);
        }
    }

    /// <summary>Earlier versions, newest first.</summary>
    public async Task<IReadOnlyList<TableEntry>> ReadVersionsAsync(
        string id, long before, CancellationToken cancellationToken)
    {
        List<TableEntry> versions = [];
        foreach (string path in await documents.ListAsync(VersionsPrefix(id), cancellationToken))
        {
            Document<StoredTable>? kept = await documents
                .ReadAsync(path, CatalogJson.Default.StoredTable, cancellationToken);
            if (kept is not null && kept.Value.Entry.Version < before)
            {
                versions.Insert(0, kept.Value.Entry);
            }
        }

        return versions;
    }

    /// <summary>Removes the earliest versions so that at most so many are left.</summary>
    public async Task TrimVersionsAsync(string id, int countMax, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = await documents.ListAsync(VersionsPrefix(id), cancellationToken);
        foreach (string path in paths.SkipLast(countMax))
        {
            await documents.DeleteAsync(path, cancellationToken);
        }
    }

    /// <summary>Notes that a table is dropped; replaces the note of a drop that was cut off.</summary>
    public Task WriteDroppedAsync(DroppedTable table, CancellationToken cancellationToken) => documents.PutAsync(
        DroppedPath(table.Entry.Name, table.Id), table, CatalogJson.Default.DroppedTable, cancellationToken);

    public Task DeleteDroppedAsync(TableName name, string id, CancellationToken cancellationToken) =>
        documents.DeleteAsync(DroppedPath(name, id), cancellationToken);

    /// <summary>
    /// Dropped tables, of one name or all, the one that was dropped last first; without those that are in place: their
    /// drop or undrop was cut off.
    /// </summary>
    public async Task<IReadOnlyList<DroppedTable>> ListDroppedAsync(
        TableName? name, CancellationToken cancellationToken)
    {
        string prefix = name is null ? DroppedPrefix : $"{DroppedPrefix}{name.Database}/{name.Table}/";
        List<DroppedTable> dropped = [];
        foreach (string path in await documents.ListAsync(prefix, cancellationToken))
        {
            Document<DroppedTable>? document = await documents
                .ReadAsync(path, CatalogJson.Default.DroppedTable, cancellationToken);
            if (document is not null && !await IsInPlaceAsync(document.Value, cancellationToken))
            {
                dropped.Add(document.Value);
            }
        }

        return [.. dropped.OrderByDescending(table => table.DroppedAt).ThenByDescending(table => table.Id)];
    }

    /// <summary>Removes what is filed under a table's id; its partitions too.</summary>
    public async Task DeleteBelongingsAsync(string id, CancellationToken cancellationToken)
    {
        foreach (string prefix in new[] { VersionsPrefix(id), PartitionsPrefix(id) })
        {
            foreach (string path in await documents.ListAsync(prefix, cancellationToken))
            {
                await documents.DeleteAsync(path, cancellationToken);
            }
        }
    }

    public static string PartitionsPrefix(string id) => $"catalog/partitions/{id}/";

    private static string PathOf(TableName name) => $"{TablesPrefix}{name.Database}/{name.Table}";

    private static string VersionsPrefix(string id) => $"catalog/versions/{id}/";

    private static string DroppedPath(TableName name, string id) => $"{DroppedPrefix}{name.Database}/{name.Table}/{id}";

    private async Task<bool> IsInPlaceAsync(DroppedTable dropped, CancellationToken cancellationToken) =>
        (await ReadAsync(dropped.Entry.Name, cancellationToken))?.Value.Id == dropped.Id;

    private static string Digits(long version) => version.ToString("D19", CultureInfo.InvariantCulture);
}

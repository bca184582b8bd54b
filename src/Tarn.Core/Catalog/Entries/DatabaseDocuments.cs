using Tarn.State;

namespace Tarn.Catalog.Entries;

/// <summary>Documents of databases, one each.</summary>
internal sealed class DatabaseDocuments(DocumentStore documents)
{
    private const string Prefix = "catalog/databases/";

    public Task<Document<DatabaseEntry>?> ReadAsync(string name, CancellationToken cancellationToken) =>
        documents.ReadAsync(Prefix + name, CatalogJson.Default.DatabaseEntry, cancellationToken);

    /// <summary>In order of name.</summary>
    public async Task<IReadOnlyList<DatabaseEntry>> ListAsync(CancellationToken cancellationToken)
    {
        List<DatabaseEntry> databases = [];
        foreach (string path in await documents.ListAsync(Prefix, cancellationToken))
        {
            if (await ReadAsync(path[Prefix.Length..], cancellationToken) is { } document)
            {
                databases.Add(document.Value);
            }
        }

        return databases;
    }

    public Task WriteAsync(
        DatabaseEntry database, string? expectedVersion, CancellationToken cancellationToken) =>
        documents.WriteAsync(
            Prefix + database.Name, database, CatalogJson.Default.DatabaseEntry, expectedVersion, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Prefix + name, cancellationToken);
}

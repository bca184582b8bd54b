using System.Text.Json;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Catalog.Transfer;

/// <summary>Writes the catalog to one document and fills an empty catalog from one.</summary>
public sealed class CatalogTransfer(DocumentStore documents, CatalogStore store, IIdSource ids)
{
    // Tables that are written at a time: each waits for the disk, and waits of several are one.
    private const int WritersMax = 16;

    private readonly OverlayStore _overlays = new(documents);
    private readonly DatabaseDocuments _databases = new(documents);
    private readonly TableDocuments _tables = new(documents);

    /// <summary>All databases, tables, versions, partitions and overlays; dropped tables are not in it.</summary>
    public async Task<CatalogDocument> ExportAsync(CancellationToken cancellationToken)
    {
        List<TableDocument> tables = [];
        foreach (TableEntry entry in await store.ListAsync(null, cancellationToken))
        {
            IReadOnlyList<TableEntry> versions = await store.ListVersionsAsync(entry.Name, cancellationToken);
            IReadOnlyList<PartitionEntry> partitions = await store
                .Partitions(entry.Name).FindAsync([], cancellationToken);
            tables.Add(new TableDocument([.. versions.Reverse()], partitions));
        }

        return new CatalogDocument(
            CatalogDocument.CurrentFormat,
            await store.ListDatabasesAsync(cancellationToken),
            tables,
            await _overlays.ListAsync(cancellationToken));
    }

    /// <summary>Writes the document as JSON.</summary>
    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        CatalogDocument document = await ExportAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(
            target, document, CatalogTextJson.Default.CatalogDocument, cancellationToken);
    }

    /// <summary>Reads a document that <see cref="WriteAsync"/> wrote.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: it is none, or of another format.</exception>
    public static async Task<CatalogDocument> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        try
        {
            CatalogDocument? document = await JsonSerializer.DeserializeAsync(
                source, CatalogTextJson.Default.CatalogDocument, cancellationToken);
            return document is not { Format: CatalogDocument.CurrentFormat }
                ? throw Bad($"it has format {document?.Format}, expected {CatalogDocument.CurrentFormat}", null)
                : document is { Databases: not null, Tables: not null, Overlays: not null }
                ? document
                : throw Bad("it lacks its databases, tables or overlays", null);
        }
        catch (JsonException exception)
        {
            throw Bad(exception.Message, exception);
        }
    }

    /// <summary>Puts everything of the document into a catalog without entries, as it was, times included.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5010</c>: the catalog is not empty; <c>TN5011</c>: the document holds a bad entry. Nothing was changed.
    /// </exception>
    public async Task ImportAsync(CatalogDocument document, CancellationToken cancellationToken)
    {
        await RequireEmptyAsync(cancellationToken);
        Check(document);
        foreach (DatabaseEntry database in document.Databases)
        {
            await _databases.WriteAsync(database, null, cancellationToken);
        }

        ParallelOptions some = new() { MaxDegreeOfParallelism = WritersMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            document.Tables, some, async (table, token) => await ImportAsync(table, token));
        foreach (TableOverlay overlay in document.Overlays)
        {
            await _overlays.PutAsync(overlay, cancellationToken);
        }
    }

    private async Task ImportAsync(TableDocument table, CancellationToken cancellationToken)
    {
        string id = ids.NextId();
        foreach (TableEntry version in table.Versions.SkipLast(1))
        {
            await _tables.KeepVersionAsync(new StoredTable(id, version), cancellationToken);
        }

        TableEntry current = table.Versions[^1];
        await _tables.WriteAsync(current.Name, new StoredTable(id, current), null, cancellationToken);
        await store.Partitions(current.Name).AddAsync(table.Partitions, cancellationToken);
    }

    private static void Check(CatalogDocument document)
    {
        HashSet<TableName> names = [];
        foreach (TableDocument table in document.Tables)
        {
            if (table is not { Versions.Count: > 0, Partitions: not null })
            {
                throw Bad("a table of it has no versions or no list of partitions", null);
            }

            TableEntry current = table.Versions[^1];
            TableEntryRules.Check(current);
            if (!names.Add(current.Name))
            {
                throw Bad($"table '{current.Name}' is there twice", null);
            }

            if (table.Partitions.Any(partition => partition.Values.Count != current.PartitionKeys.Count))
            {
                throw Bad($"a partition of '{current.Name}' has not a value for each key", null);
            }
        }
    }

    private async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableEntry> tables = await store.ListAsync(null, cancellationToken);
        IReadOnlyList<DatabaseEntry> databases = await store.ListDatabasesAsync(cancellationToken);
        if (tables.Count + databases.Count > 0)
        {
            throw new TarnException(
                ErrorCodes.EntryExists,
                $"the catalog has {tables.Count} tables and {databases.Count} databases; an import needs it empty")
            {
                Hint = "import into a new lake, or drop what is there",
            };
        }
    }

    private static TarnException Bad(string problem, Exception? inner) =>
        new(ErrorCodes.BadEntry, $"the document is not an export of a catalog: {problem}", inner)
        {
            Hint = "'tarn catalog export' writes such documents",
        };
}

using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Catalog.Partitions;

/// <summary>
/// The documents of partitions: one index for each table and its chunks. A chunk never changes: a change writes others,
/// then the index that names them, then deletes those it does not name any more.
/// </summary>
internal sealed class PartitionDocuments(DocumentStore documents, IIdSource ids)
{
    private const string IndexName = "index";

    public async Task<Document<PartitionIndex>?> ReadIndexAsync(string table, CancellationToken cancellationToken) =>
        await documents.ReadAsync(PathOf(table, IndexName), CatalogJson.Default.PartitionIndex, cancellationToken);

    /// <summary>The chunk, or null when a change has replaced it.</summary>
    public async Task<PartitionChunk?> ReadChunkAsync(
        string table, ChunkSummary chunk, CancellationToken cancellationToken)
    {
        Document<PartitionChunk>? document = await documents
            .ReadAsync(PathOf(table, chunk.Name), CatalogJson.Default.PartitionChunk, cancellationToken);
        return document?.Value;
    }

    /// <summary>Writes the chunks and returns their summaries with names.</summary>
    public async Task<IReadOnlyList<ChunkSummary>> WriteChunksAsync(
        string table,
        IEnumerable<(PartitionChunk Chunk, ChunkSummary Summary)> chunks,
        CancellationToken cancellationToken)
    {
        List<ChunkSummary> written = [];
        List<Task> writes = [];
        foreach ((PartitionChunk chunk, ChunkSummary summary) in chunks)
        {
            ChunkSummary named = summary with { Name = ids.NextId() };
            written.Add(named);
            writes.Add(documents.WriteAsync(
                PathOf(table, named.Name), chunk, CatalogJson.Default.PartitionChunk, null, cancellationToken));
        }

        await Task.WhenAll(writes);
        return written;
    }

    /// <summary>Makes the chunks the table's; false when somebody else changed the index meanwhile.</summary>
    public async Task<bool> TryWriteIndexAsync(
        string table, PartitionIndex index, string? expectedVersion, CancellationToken cancellationToken)
    {
        try
        {
            await documents.WriteAsync(
                PathOf(table, IndexName),
                index,
                CatalogJson.Default.PartitionIndex,
                expectedVersion,
                cancellationToken);
            return true;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StateConflict)
        {
            return false;
        }
    }

    public async Task DeleteChunksAsync(
        string table, IEnumerable<ChunkSummary> chunks, CancellationToken cancellationToken)
    {
        foreach (ChunkSummary chunk in chunks)
        {
            await documents.DeleteAsync(PathOf(table, chunk.Name), cancellationToken);
        }
    }

    private static string PathOf(string table, string name) => TableDocuments.PartitionsPrefix(table) + name;
}

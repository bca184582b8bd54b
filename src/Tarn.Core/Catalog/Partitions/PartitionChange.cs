using Tarn.Catalog.Entries;
using Tarn.State;

namespace Tarn.Catalog.Partitions;

/// <summary>One change of a table's partitions: rewrites the chunks it touches.</summary>
internal sealed class PartitionChange(PartitionDocuments documents, PartitionedTable table)
{
    private readonly PartitionOrder _order = new(table.Types);

    /// <summary>False when somebody else made a change meanwhile: nothing is changed then.</summary>
    public async Task<bool> TryApplyAsync(
        IReadOnlyList<PartitionEntry> added,
        IReadOnlyList<IReadOnlyList<string?>> removed,
        CancellationToken cancellationToken)
    {
        Document<PartitionIndex>? document = await documents.ReadIndexAsync(table.Id, cancellationToken);
        PartitionIndex index = document?.Value ?? PartitionIndex.Empty;
        bool isInOrder = index.Types.SequenceEqual(table.TypeNames);
        IReadOnlyList<ChunkSummary>? chunks = isInOrder
            ? await EditAsync(index.Chunks, EditsByChunk(index.Chunks, added, removed), cancellationToken)
            : await RewriteAsync(index.Chunks, EditsByChunk([], added, removed)[0], cancellationToken);
        if (chunks is null)
        {
            return false;
        }

        PartitionIndex changed = new(table.TypeNames, chunks);
        bool isWritten = await documents.TryWriteIndexAsync(table.Id, changed, document?.Version, cancellationToken);
        IEnumerable<ChunkSummary> unused = isWritten ? index.Chunks.Except(chunks) : chunks.Except(index.Chunks);
        await documents.DeleteChunksAsync(table.Id, unused, cancellationToken);
        return isWritten;
    }

    private async Task<IReadOnlyList<ChunkSummary>?> EditAsync(
        IReadOnlyList<ChunkSummary> present, Dictionary<int, List<Edit>> edits, CancellationToken cancellationToken)
    {
        List<ChunkSummary> chunks = [];
        for (int i = 0; i < Math.Max(1, present.Count); i++)
        {
            ChunkSummary[] chunk = [.. present.Skip(i).Take(1)];
            IReadOnlyList<ChunkSummary>? edited = edits.TryGetValue(i, out List<Edit>? changes)
                ? await RewriteAsync(chunk, changes, cancellationToken)
                : chunk;
            if (edited is null)
            {
                return null;
            }

            chunks.AddRange(edited);
        }

        return chunks;
    }

    /// <summary>Null when a chunk is gone, which another change has replaced.</summary>
    private async Task<IReadOnlyList<ChunkSummary>?> RewriteAsync(
        IReadOnlyList<ChunkSummary> chunks, List<Edit> edits, CancellationToken cancellationToken)
    {
        List<SortedPartition> present = [];
        foreach (ChunkSummary chunk in chunks)
        {
            if (await documents.ReadChunkAsync(table.Id, chunk, cancellationToken) is not { } content)
            {
                return null;
            }

            present.AddRange(content.Entries().Select(_order.Place));
        }

        IReadOnlyList<SortedPartition> merged = Merge(present, edits);
        return await documents.WriteChunksAsync(
            table.Id, new ChunkWriter(table.Keys, table.Types).Cut(merged), cancellationToken);
    }

    /// <summary>Each edit at the chunk that has its place in the order; the first chunk when there is none.</summary>
    private Dictionary<int, List<Edit>> EditsByChunk(
        IReadOnlyList<ChunkSummary> chunks,
        IReadOnlyList<PartitionEntry> added,
        IReadOnlyList<IReadOnlyList<string?>> removed)
    {
        List<SortedPartition> firsts = [.. chunks.Select(chunk => _order.Place(chunk.First))];
        Dictionary<int, List<Edit>> edits = [];
        foreach (Edit edit in added.Select(entry => new Edit(_order.Place(entry), IsRemoval: false))
            .Concat(removed.Select(values => new Edit(_order.Place(values), IsRemoval: true))))
        {
            int found = firsts.BinarySearch(edit.Partition, _order);
            int chunk = Math.Max(0, found >= 0 ? found : ~found - 1);
            if (!edits.TryGetValue(chunk, out List<Edit>? list))
            {
                edits[chunk] = list = [];
            }

            list.Add(edit);
        }

        return edits;
    }

    private List<SortedPartition> Merge(IReadOnlyList<SortedPartition> present, List<Edit> edits)
    {
        SortedDictionary<SortedPartition, SortedPartition> merged = new(_order);
        foreach (SortedPartition partition in present)
        {
            merged[partition] = partition;
        }

        foreach (Edit edit in edits)
        {
            if (edit.IsRemoval)
            {
                merged.Remove(edit.Partition);
            }
            else
            {
                merged[edit.Partition] = edit.Partition;
            }
        }

        return [.. merged.Values];
    }

    private sealed record Edit(SortedPartition Partition, bool IsRemoval);
}

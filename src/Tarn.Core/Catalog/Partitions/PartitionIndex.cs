namespace Tarn.Catalog.Partitions;

/// <summary>The document that says which chunks hold the partitions of a table, in order.</summary>
/// <param name="Types">Of the partition keys when the chunks were put in order; other types need another order.</param>
/// <param name="Chunks">Never empty ones.</param>
internal sealed record PartitionIndex(IReadOnlyList<string> Types, IReadOnlyList<ChunkSummary> Chunks)
{
    public static readonly PartitionIndex Empty = new([], []);
}

/// <summary>What is known of a chunk without reading it.</summary>
/// <param name="Name">Of its document, new whenever its content is.</param>
/// <param name="Count">Of its partitions.</param>
/// <param name="First">Values of its first partition.</param>
/// <param name="Last">Values of its last.</param>
/// <param name="Keys">By partition key.</param>
internal sealed record ChunkSummary(
    string Name,
    int Count,
    IReadOnlyList<string?> First,
    IReadOnlyList<string?> Last,
    IReadOnlyList<KeySummary> Keys);

/// <summary>What is known of a key's values in a chunk.</summary>
/// <param name="Minimum">The least, as text; null when not all but nulls are certain.</param>
/// <param name="Maximum">The greatest; null as above.</param>
/// <param name="HasNoNulls">True when no value is null for readers.</param>
/// <param name="HasOnlyNulls">True when every value is.</param>
internal sealed record KeySummary(string? Minimum, string? Maximum, bool HasNoNulls, bool HasOnlyNulls);

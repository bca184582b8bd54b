using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Transfer;

/// <summary>One table with all that belongs to it.</summary>
/// <param name="Versions">From the first that is kept to the current one.</param>
/// <param name="Partitions">In order of their values.</param>
public sealed record TableDocument(
    IReadOnlyList<TableEntry> Versions, IReadOnlyList<PartitionEntry> Partitions);

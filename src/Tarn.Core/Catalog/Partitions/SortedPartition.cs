using Tarn.Catalog.Entries;
using Tarn.Tables.Pruning;

namespace Tarn.Catalog.Partitions;

/// <summary>A partition with what its values are by their types.</summary>
/// <param name="Parsed">By key; null where the text is no certain value.</param>
internal sealed record SortedPartition(PartitionEntry Entry, IReadOnlyList<Comparand?> Parsed);

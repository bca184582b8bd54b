namespace Tarn.Catalog.Entries;

/// <summary>Some partitions of a table, in order of their values.</summary>
/// <param name="Partitions">Those of this page.</param>
/// <param name="NextPageToken">Asks for the next page; null on the last.</param>
public sealed record PartitionPage(IReadOnlyList<PartitionEntry> Partitions, string? NextPageToken);

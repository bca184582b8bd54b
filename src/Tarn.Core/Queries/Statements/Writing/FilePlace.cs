using Tarn.Catalog.Entries;

namespace Tarn.Queries.Statements.Writing;

/// <summary>Where the files of one partition go.</summary>
/// <param name="Prefix">Of their keys, with '/' at the end.</param>
/// <param name="NewPartition">To be put into the catalog with them; null when it is there, or there are none.</param>
internal sealed record FilePlace(string Prefix, PartitionEntry? NewPartition);

namespace Tarn.Queries.Plans;

/// <summary>What a plan was given of one table.</summary>
/// <param name="Name">The catalog's.</param>
/// <param name="FilesRead">Those that are left after pruning.</param>
/// <param name="FilesTotal">Those before; of a table with partitions in the catalog, in those that are left.</param>
/// <param name="SizeBytes">Of the files that are left.</param>
/// <param name="Conditions">By which files are left out, one for each place that names the table.</param>
public sealed record PlanTable(
    string Name, long FilesRead, long FilesTotal, long SizeBytes, IReadOnlyList<string> Conditions);

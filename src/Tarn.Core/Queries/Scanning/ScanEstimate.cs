using Tarn.Common;

namespace Tarn.Queries.Scanning;

/// <summary>What a query would read of one table, from metadata.</summary>
/// <param name="FilesTotal">Files of the table, as far as they were listed.</param>
/// <param name="FilesRead">Files that pruning left.</param>
/// <param name="BytesMax">
/// Of the row groups and columns that it needs, each as often as its plan reads them; it reads less when it ends early
/// (LIMIT) or when a join tells it what to leave out.
/// </param>
public sealed record ScanEstimate(TableName Name, long FilesTotal, long FilesRead, long BytesMax);

using Tarn.Common;

namespace Tarn.Queries;

/// <summary>What a query was given of one table after pruning.</summary>
public sealed record ScannedTable(TableName Name, long FilesTotal, long FilesRead, long BytesRead);

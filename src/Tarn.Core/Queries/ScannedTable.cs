using Tarn.Common;

namespace Tarn.Queries;

/// <summary>What a query was given of one table after pruning.</summary>
/// <param name="FilesTotal">Files of the table, as far as they were listed.</param>
/// <param name="FilesRead">Files that pruning left.</param>
/// <param name="BytesRead">Size of these files, of which the query reads the columns that it needs.</param>
public sealed record ScannedTable(TableName Name, long FilesTotal, long FilesRead, long BytesRead)
{
    /// <summary>Where the engine reads the files; null when it is not known which they are.</summary>
    internal Func<IReadOnlyList<string>>? EnginePaths { get; init; }
}

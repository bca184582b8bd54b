using Tarn.Engine;
using Tarn.Tables.Statistics;

namespace Tarn.Tables.Writing;

/// <summary>
/// Finds float columns that may hold NaN. COPY's has_nan speaks of the last row group only, and its maximum leaves NaN
/// out; but a row group with NaN has no bounds in the file's footer, which tells.
/// </summary>
internal static class NaNColumns
{
    /// <returns>By file: column paths as <see cref="ColumnPath.Plain"/> gives them.</returns>
    public static async Task<Dictionary<string, HashSet<string>>> FindAsync(
        DuckConnection connection, IReadOnlyList<CopyFile> files, CancellationToken cancellationToken)
    {
        string paths = SqlText.Paths(files.Select(file => file.LocalPath));
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"""
            SELECT DISTINCT file_name, path_in_schema
            FROM parquet_metadata({paths})
            WHERE type IN ('FLOAT', 'DOUBLE')
              AND stats_max_value IS NULL
              AND stats_null_count IS DISTINCT FROM num_values
            """,
            cancellationToken);
        return rows
            .GroupBy(row => (string)row[0]!, row => (string)row[1]!)
            .ToDictionary(group => group.Key, group => group.ToHashSet());
    }
}

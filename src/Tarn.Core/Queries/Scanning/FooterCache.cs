using System.Runtime.CompilerServices;
using Tarn.Engine;

namespace Tarn.Queries.Scanning;

/// <summary>Footers of Parquet files that were read since the engine was opened. Thread-safe.</summary>
internal sealed class FooterCache
{
    private const int ChunksMax = 1_000_000;

    private static readonly ConditionalWeakTable<DuckInstance, FooterCache> Instances = [];

    private readonly FileMemory<ParquetFooter> _footers = new(footer => footer.ChunkCount, ChunksMax);

    public static FooterCache Of(DuckInstance instance) => Instances.GetValue(instance, _ => new FooterCache());

    /// <summary>The footers of some files, by path.</summary>
    /// <exception cref="Tarn.Engine.Errors.EngineException">One cannot be read.</exception>
    public Task<IReadOnlyDictionary<string, ParquetFooter>> ReadAsync(
        DuckConnection connection, IEnumerable<string> paths, CancellationToken cancellationToken) =>
        _footers.ReadAsync(paths, unknown => ReadNewAsync(connection, unknown, cancellationToken));

    private static async Task<IReadOnlyDictionary<string, ParquetFooter>> ReadNewAsync(
        DuckConnection connection, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        // A moment in UTC has an offset of two digits here.
        string sql = $"""
            SELECT file_name, row_group_id, path_in_schema, total_compressed_size,
                regexp_replace(coalesce(stats_min_value, stats_min), '(:\d\d)\+00$', '\1Z'),
                regexp_replace(coalesce(stats_max_value, stats_max), '(:\d\d)\+00$', '\1Z')
            FROM parquet_metadata({SqlText.Paths(paths)})
            """;
        Dictionary<string, SortedDictionary<long, List<ColumnChunk>>> files =
            paths.ToDictionary(path => path, _ => new SortedDictionary<long, List<ColumnChunk>>());
        foreach (object?[] row in await connection.QueryAllAsync(sql, cancellationToken))
        {
            SortedDictionary<long, List<ColumnChunk>> groups = files[(string)row[0]!];
            long group = (long)row[1]!;
            if (!groups.TryGetValue(group, out List<ColumnChunk>? chunks))
            {
                groups[group] = chunks = [];
            }

            chunks.Add(new ColumnChunk(
                (string)row[2]!, (long)row[3]!, (string?)row[4], (string?)row[5]));
        }

        return files.ToDictionary(
            file => file.Key,
            file => new ParquetFooter([.. file.Value.Values]));
    }
}

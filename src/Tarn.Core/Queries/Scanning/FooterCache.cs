using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tarn.Engine;

namespace Tarn.Queries.Scanning;

/// <summary>
/// Footers of Parquet files that were read since the engine was opened. A file is told by path, size and time, so one
/// that is written again is read again. Thread-safe.
/// </summary>
internal sealed class FooterCache
{
    private const int ChunksMax = 1_000_000;

    private static readonly ConditionalWeakTable<DuckInstance, FooterCache> Instances = [];

    private readonly ConcurrentDictionary<(string Path, long SizeBytes, DateTime WrittenAt), ParquetFooter> _footers =
        [];

    private int _chunkCount;

    public static FooterCache Of(DuckInstance instance) => Instances.GetValue(instance, _ => new FooterCache());

    /// <summary>The footers of some files, by path.</summary>
    /// <exception cref="Tarn.Engine.Errors.EngineException">One cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, ParquetFooter>> ReadAsync(
        DuckConnection connection, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        Dictionary<string, ParquetFooter> found = [];
        Dictionary<string, (string Path, long SizeBytes, DateTime WrittenAt)> missing = [];
        foreach (string path in paths.Distinct(StringComparer.Ordinal))
        {
            FileInfo file = new(path);
            (string Path, long SizeBytes, DateTime WrittenAt) key = (path, file.Length, file.LastWriteTimeUtc);
            if (_footers.TryGetValue(key, out ParquetFooter? known))
            {
                found.Add(path, known);
            }
            else
            {
                missing.Add(path, key);
            }
        }

        if (missing.Count > 0)
        {
            foreach ((string path, ParquetFooter footer) in await ReadNewAsync(
                connection, [.. missing.Keys], cancellationToken))
            {
                found.Add(path, footer);
                Add(missing[path], footer);
            }
        }

        return found;
    }

    /// <summary>Forgets all when there are too many, which costs reading them once more.</summary>
    private void Add((string Path, long SizeBytes, DateTime WrittenAt) key, ParquetFooter footer)
    {
        if (Interlocked.Add(ref _chunkCount, footer.ChunkCount) > ChunksMax)
        {
            _footers.Clear();
            _chunkCount = footer.ChunkCount;
        }

        _footers[key] = footer;
    }

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

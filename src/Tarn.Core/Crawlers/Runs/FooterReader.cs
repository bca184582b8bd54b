using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Classifying;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Sampling;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Storage;
using Tarn.Storage.Encryption;

namespace Tarn.Crawlers.Runs;

/// <summary>
/// The columns of Parquet files from all their footers: the engine reads many at once, and the types of each distinct
/// footer are asked for once.
/// </summary>
internal sealed class FooterReader(DuckConnection connection, IObjectStore store, CrawlScratch scratch)
{
    /// <summary>How many footers one statement reads.</summary>
    public const int FilesMax = 256;

    private readonly Dictionary<string, Classification> _byFooter = new(StringComparer.Ordinal);

    /// <summary>What each of the files is, by position.</summary>
    public async Task<IReadOnlyList<Classification>> ReadAsync(
        IReadOnlyList<ObjectInfo> files, CancellationToken cancellationToken)
    {
        using PlaintextScratch plaintext = scratch.Open();
        return await ReadAsync(files, plaintext, cancellationToken);
    }

    private async Task<IReadOnlyList<Classification>> ReadAsync(
        IReadOnlyList<ObjectInfo> files, PlaintextScratch plaintext, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = [];
        try
        {
            paths = await store.ReadablePathsAsync(
                [.. files.Select(file => file.Key)], plaintext, cancellationToken);
            return await ReadTogetherAsync(paths, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ObjectDamaged && files.Count == 1)
        {
            return [new Classification.Junk(exception.Message)];
        }
        catch (TarnException exception) when (files.Count > 1 && IsOfOneFile(exception))
        {
            // One bad file spoils the statement for all, so each is asked alone.
            List<Classification> found = [];
            foreach (ObjectInfo file in files)
            {
                found.AddRange(await ReadAsync([file], plaintext, cancellationToken));
            }

            return found;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            string problem = Problem(exception, paths[0], files[0]);
            return [await store.HeadAsync(files[0].Key, cancellationToken) is null
                ? new Classification.Gone()
                : new Classification.Junk($"its Parquet footer cannot be read: {problem}")];
        }
    }

    private static bool IsOfOneFile(TarnException exception) =>
        exception is EngineException { Kind: not EngineErrorKind.Interrupt }
        || exception.Code == ErrorCodes.ObjectDamaged;

    private async Task<IReadOnlyList<Classification>> ReadTogetherAsync(
        IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"""
            SELECT file_name, md5(string_agg(concat_ws('|', name, coalesce(duckdb_type, ''), coalesce("type", ''),
                coalesce(logical_type, ''), coalesce(converted_type, ''), coalesce(num_children, 0)), ';'
                ORDER BY column_id))
            FROM parquet_schema({SqlText.Paths(paths)}) GROUP BY file_name
            """,
            cancellationToken);
        Dictionary<string, string> footers = rows.ToDictionary(
            row => (string)row[0]!, row => (string)row[1]!, StringComparer.Ordinal);
        List<Classification> found = [];
        foreach (string path in paths)
        {
            found.Add(await FindAsync(footers[path], path, cancellationToken));
        }

        return found;
    }

    private async Task<Classification> FindAsync(string footer, string path, CancellationToken cancellationToken)
    {
        if (!_byFooter.TryGetValue(footer, out Classification? known))
        {
            await using RowReader reader = await connection.QueryAsync(
                $"SELECT * FROM read_parquet({SqlText.Paths([path])}, hive_partitioning = false) LIMIT 0",
                cancellationToken);
            known = ColumnLimit.Check(new FileSchema
            {
                Format = DataFormat.Parquet,
                Columns = [.. reader.Columns.Select(column => EngineTypes.Column(column.Name, column.Type))],
            });
            _byFooter.Add(footer, known);
        }

        return known;
    }

    /// <summary>The engine's first line without the path of this machine.</summary>
    private static string Problem(EngineException exception, string path, ObjectInfo file) => exception.RawMessage
        .Split('\n')[0]
        .Replace(path, file.Key, StringComparison.Ordinal)
        .Trim();
}

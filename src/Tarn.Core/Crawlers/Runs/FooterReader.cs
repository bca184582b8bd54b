using Tarn.Catalog.Entries;
using Tarn.Crawlers.Classifying;
using Tarn.Crawlers.Inference;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Storage;

namespace Tarn.Crawlers.Runs;

/// <summary>
/// The columns of Parquet files from all their footers: the engine reads many at once, and the types of each distinct
/// footer are asked for once.
/// </summary>
internal sealed class FooterReader(DuckConnection connection, IObjectStore store)
{
    /// <summary>How many footers one statement reads.</summary>
    public const int FilesMax = 256;

    private readonly Dictionary<string, Classification> _byFooter = new(StringComparer.Ordinal);

    /// <summary>What each of the files is, by position.</summary>
    public async Task<IReadOnlyList<Classification>> ReadAsync(
        IReadOnlyList<ObjectInfo> files, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTogetherAsync(files, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt && files.Count > 1)
        {
            // One bad file spoils the statement for all, so each is asked alone.
            List<Classification> found = [];
            foreach (ObjectInfo file in files)
            {
                found.AddRange(await ReadAsync([file], cancellationToken));
            }

            return found;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return [await store.HeadAsync(files[0].Key, cancellationToken) is null
                ? new Classification.Gone()
                : new Classification.Junk($"its Parquet footer cannot be read: {Problem(exception, files[0])}")];
        }
    }

    private async Task<IReadOnlyList<Classification>> ReadTogetherAsync(
        IReadOnlyList<ObjectInfo> files, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = store.EnginePaths([.. files.Select(file => file.Key)]);
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
        for (int i = 0; i < files.Count; i++)
        {
            found.Add(await FindAsync(footers[paths[i]], paths[i], cancellationToken));
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
    private string Problem(EngineException exception, ObjectInfo file) => exception.RawMessage
        .Split('\n')[0]
        .Replace(store.EnginePath(file.Key), file.Key, StringComparison.Ordinal)
        .Trim();
}

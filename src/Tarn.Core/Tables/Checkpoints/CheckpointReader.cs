using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Storage;
using Tarn.Tables.Log;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// Reads classic, multi-part and V2 checkpoints with their sidecars ("Checkpoints"). Removes, which they keep for
/// VACUUM, are read apart from the rest.
/// </summary>
/// <param name="table">As messages name it.</param>
internal sealed class CheckpointReader(IObjectStore store, string root, DuckInstance engine, string table)
{
    private const int NamesMax = 20;

    /// <param name="withAdds">False leaves them out as far as that spares reading.</param>
    /// <returns>The actions of the checkpoint as if one commit had made them all.</returns>
    /// <exception cref="TarnException"><c>TN5001</c> naming the file that cannot be read or is missing.</exception>
    public async Task<Commit> ReadAsync(CheckpointSet set, bool withAdds, CancellationToken cancellationToken)
    {
        using DuckConnection connection = engine.Connect();
        (Commit actions, List<string> files) = await OpenAsync(connection, set, cancellationToken);
        return actions with
        {
            Removes = [],
            Adds = files.Count == 0 || !withAdds
                ? actions.Adds
                : [.. actions.Adds, .. await ReadAddsAsync(connection, actions, files, cancellationToken)],
        };
    }

    /// <summary>The removes of the checkpoint that are from after a moment.</summary>
    /// <exception cref="TarnException">As for <see cref="ReadAsync"/>.</exception>
    public async Task<IReadOnlyList<RemoveAction>> ReadRemovesAsync(
        CheckpointSet set, long afterUnixMs, CancellationToken cancellationToken)
    {
        using DuckConnection connection = engine.Connect();
        (Commit actions, List<string> files) = await OpenAsync(connection, set, cancellationToken);
        return files.Count == 0
            ? actions.Removes
            : [.. actions.Removes, .. await AttemptAsync(files, ReadAsync)];

        async Task<IReadOnlyList<RemoveAction>> ReadAsync()
        {
            List<RemoveAction> removes = [];
            await using RowReader reader = await connection.QueryAsync(
                CheckpointSql.Removes(files.Select(store.EnginePath), afterUnixMs), cancellationToken);
            await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    removes.Add(RemoveColumns.Read(batch, row));
                }
            }

            return removes;
        }
    }

    /// <summary>The keys of the checkpoint's sidecars.</summary>
    /// <exception cref="TarnException">As for <see cref="ReadAsync"/>.</exception>
    public async Task<IReadOnlyList<string>> ReadSidecarKeysAsync(
        CheckpointSet set, CancellationToken cancellationToken)
    {
        using DuckConnection connection = engine.Connect();
        (Commit actions, List<string> files) = await OpenAsync(connection, set, cancellationToken);
        return files[^actions.Sidecars.Count..];
    }

    /// <summary>
    /// The actions about no file, or all of a JSON checkpoint, and the Parquet files that hold the others.
    /// </summary>
    private async Task<(Commit Actions, List<string> Files)> OpenAsync(
        DuckConnection connection, CheckpointSet set, CancellationToken cancellationToken)
    {
        string[] keys = [.. set.Files.Select(file => file.Key)];
        Commit actions = set.IsJson
            ? await ReadJsonAsync(set, cancellationToken)
            : await ReadOthersAsync(connection, set.Version, keys, cancellationToken);
        if (actions.CheckpointVersion is long version && version != set.Version)
        {
            throw Corrupt(keys, $"it says of itself that it is of version {version}");
        }

        List<string> files = set.IsJson ? [] : [.. keys];
        foreach (SidecarAction sidecar in actions.Sidecars)
        {
            files.Add(await FindAsync(sidecar, keys[0], cancellationToken));
        }

        return (actions, files);
    }

    private async Task<Commit> ReadJsonAsync(CheckpointSet set, CancellationToken cancellationToken)
    {
        string key = set.Files[0].Key;
        byte[] content = await store.ReadAsync(key, cancellationToken) ?? throw Corrupt([key], "it is gone");
        return CommitReader.Read(content, set.Version, key) with { Info = null };
    }

    private Task<Commit> ReadOthersAsync(
        DuckConnection connection, long version, string[] keys, CancellationToken cancellationToken) => AttemptAsync(
        keys,
        async () =>
        {
            OtherActions actions = new();
            await using RowReader reader = await connection.QueryAsync(
                CheckpointSql.OtherActions(keys.Select(store.EnginePath)), cancellationToken);
            await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    actions.Take(batch, row);
                }
            }

            return actions.ToCommit(version);
        });

    /// <summary>A second pass takes statistics from columns when they are not there as text.</summary>
    private async Task<IReadOnlyList<AddAction>> ReadAddsAsync(
        DuckConnection connection, Commit actions, List<string> keys, CancellationToken cancellationToken)
    {
        if (actions.Metadata is not MetadataAction metadata)
        {
            return [];
        }

        IReadOnlyList<DeltaField> columns = SchemaJson.Read(metadata, table);
        DeltaField[] partitionColumns =
            [.. columns.Where(column => metadata.PartitionColumns.Contains(column.Name))];
        IReadOnlyList<AddAction> adds = await RunAsync(null);
        return adds.Any(add => add.File.StatisticsText is null)
            ? await RunAsync(new ParsedStatistics(
                [.. columns.Where(column => !metadata.PartitionColumns.Contains(column.Name))]))
            : adds;

        Task<IReadOnlyList<AddAction>> RunAsync(ParsedStatistics? parsedStatistics) => AttemptAsync(keys, () =>
            ReadAddsAsync(
                connection,
                CheckpointSql.Adds(keys.Select(store.EnginePath), partitionColumns, parsedStatistics),
                partitionColumns,
                cancellationToken));
    }

    private static async Task<IReadOnlyList<AddAction>> ReadAddsAsync(
        DuckConnection connection, string sql, DeltaField[] partitionColumns, CancellationToken cancellationToken)
    {
        AddColumns columns = new([.. partitionColumns.Select(column => column.StoredName)]);
        List<AddAction> adds = [];
        await using RowReader reader = await connection.QueryAsync(sql, cancellationToken);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                adds.Add(new AddAction(columns.Read(batch, row), DataChange: false));
            }
        }

        return adds;
    }

    /// <summary>The key of a sidecar, which must be there.</summary>
    private async Task<string> FindAsync(
        SidecarAction sidecar, string checkpointKey, CancellationToken cancellationToken)
    {
        string key = LogUri.IsAbsolute(sidecar.Path)
            ? FileKey.Of(store, root, sidecar.Path, table)
            : LogPath.Sidecars(root) + sidecar.Path;
        return await store.HeadAsync(key, cancellationToken) is null
            ? throw Corrupt([key], $"it is missing, but checkpoint '{checkpointKey}' names it")
            : key;
    }

    private async Task<T> AttemptAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (EngineException exception) when (exception.Kind is not (EngineErrorKind.OutOfMemory
            or EngineErrorKind.Interrupt or EngineErrorKind.Fatal))
        {
            throw Corrupt(keys, exception.Lines[0], exception);
        }
        catch (FormatException exception)
        {
            throw Corrupt(keys, exception.Message, exception);
        }
    }

    private TarnException Corrupt(IReadOnlyList<string> keys, string reason, Exception? inner = null)
    {
        IEnumerable<string> names = keys.Skip(1).Take(NamesMax).Select(key => $", '{key}'");
        int left = keys.Count - NamesMax - 1;
        string others = string.Concat(names) + (left > 0 ? $" and {left} more" : "");
        return new TarnException(
            ErrorCodes.TableCorrupt,
            $"checkpoint '{keys[0]}'{others} of table '{table}' cannot be read: {reason}",
            inner)
        {
            Hint = "Put the files back from a backup. The commits before them, which could take their place, are not "
                + "all there.",
        };
    }
}

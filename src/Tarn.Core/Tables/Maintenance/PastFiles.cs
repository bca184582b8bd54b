using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Log;
using Tarn.Tables.Partitions;

namespace Tarn.Tables.Maintenance;

/// <summary>Looks for rows in the files of a table's directory that are not in its newest version.</summary>
internal sealed class PastFiles(DeltaTable table, TableSnapshot snapshot, DuckConnection connection)
{
    private const string ParquetSuffix = ".parquet";

    private static readonly TimeSpan AgeMin = TimeSpan.FromHours(1);

    /// <summary>Files so new that another writer may be about to add them to the table.</summary>
    public int TooNew { get; private set; }

    /// <summary>Those that hold rows which meet the condition, or cannot be read.</summary>
    public async Task<IReadOnlyList<ObjectInfo>> FindAsync(RowCondition condition, CancellationToken cancellationToken)
    {
        HashSet<string?> live = [.. snapshot.Files.Select(file => KeyOf(file.Path))];
        HashSet<string?> committed = [.. (await table.Log.ReadTombstonesAsync(
            snapshot.State, DateTimeOffset.UnixEpoch, cancellationToken)).Select(remove => KeyOf(remove.Path))];
        committed.UnionWith(await ChangeFilesAsync(cancellationToken));
        DateTimeOffset newest = table.Clock.GetUtcNow() - AgeMin;
        List<ObjectInfo> found = [];
        foreach (ObjectInfo file in await TableListing.ReadAsync(
            table.Store, table.Root, snapshot.PartitionColumns, cancellationToken))
        {
            if (live.Contains(file.Key) || !file.Key.EndsWith(ParquetSuffix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!committed.Contains(file.Key) && file.LastModified >= newest)
            {
                TooNew++;
            }
            else if (await HoldsAsync(file, condition, cancellationToken))
            {
                found.Add(file);
            }
        }

        return found;
    }

    /// <summary>Those of the commits that are still in the log.</summary>
    private async Task<IReadOnlyList<string?>> ChangeFilesAsync(CancellationToken cancellationToken)
    {
        List<string?> keys = [];
        await foreach ((Commit commit, _) in table.Log.ReadBackAsync(cancellationToken))
        {
            keys.AddRange(commit.Changes.Select(change => KeyOf(change.File.Path)));
        }

        return keys;
    }

    private string? KeyOf(string path) => FileKey.OrNull(table.Store, table.Root, path);

    /// <summary>Columns that it lacks are null, as in the table; what cannot be told counts as held.</summary>
    private async Task<bool> HoldsAsync(
        ObjectInfo file, RowCondition condition, CancellationToken cancellationToken)
    {
        DataFile described = new()
        {
            Path = file.Key,
            PartitionValues = HivePath.Values(file.Key[table.Root.Length..]),
            SizeBytes = file.SizeBytes,
            ModifiedUnixMs = file.LastModified.ToUnixTimeMilliseconds(),
        };
        string scan = TableScan.Sql(
            snapshot.Fields,
            snapshot.PartitionColumns,
            [new WrittenFile(table.Store.EnginePath(file.Key), described)]);
        try
        {
            return await condition.CountAsync(connection, scan, cancellationToken) > 0;
        }
        catch (TarnException exception) when (exception.Code != ErrorCodes.OutOfMemory)
        {
            return true;
        }
    }
}

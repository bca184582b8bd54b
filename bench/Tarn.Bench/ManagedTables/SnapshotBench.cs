using Tarn.Engine;
using Tarn.Tables;

namespace Tarn.Bench.ManagedTables;

/// <summary>
/// How long a process that has read nothing yet takes to know the files of a table: from a checkpoint, from commits
/// alone, and, as the least that anybody must do, DuckDB reading the columns it takes from the checkpoint.
/// </summary>
internal static class SnapshotBench
{
    private const int FilesPerCommit = 100;
    private const int Rounds = 7;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Loading a snapshot, ms, median of {Rounds}",
            ["files", "commits", "from a checkpoint", "slowest", "bare DuckDB reads it", "from the commits alone"]);
        foreach (int files in new[] { 1_000, 10_000, 100_000 })
        {
            await MeasureAsync(table, files);
        }

        return table;
    }

    private static async Task MeasureAsync(BenchTable table, int files)
    {
        using BenchBucket bucket = new();
        int commits = files / FilesPerCommit;
        await FillAsync(bucket, commits);
        List<double> own = [];
        List<double> bare = [];
        List<double> replayed = [];
        for (int round = 0; round <= Rounds; round++)
        {
            replayed.Add(await Timing.MillisecondsAsync(() => LoadAsync(bucket, commits - 1, files)));
        }

        await bucket.NewTable().CheckpointAsync(CancellationToken.None);
        for (int round = 0; round <= Rounds; round++)
        {
            own.Add(await Timing.MillisecondsAsync(() => LoadAsync(bucket, null, files)));
            bare.Add(await Timing.MillisecondsAsync(() => ReadCheckpointAsync(bucket, commits - 1)));
        }

        table.Add(
            Timing.Count(files),
            Timing.Count(commits),
            Timing.Text(Timing.Median(own[1..])),
            Timing.Text(own[1..].Max()),
            Timing.Text(Timing.Median(bare[1..])),
            Timing.Text(Timing.Median(replayed[1..])));
    }

    private static async Task FillAsync(BenchBucket bucket, int commits)
    {
        DeltaTable table = bucket.NewTable();
        DataFile like = await bucket.WriteOneAsync();
        for (int commit = 0; commit < commits; commit++)
        {
            TableWrite write = BenchBucket.Append(like, commit * FilesPerCommit, FilesPerCommit);
            await BenchBucket.CommitAsync(table, commit > 0 ? write : write with
            {
                Properties = new Dictionary<string, string?> { ["delta.checkpointInterval"] = "1000000" },
            });
        }
    }

    private static async Task LoadAsync(BenchBucket bucket, long? version, int files)
    {
        DeltaTable table = bucket.NewTable();
        TableSnapshot? snapshot = version is long number
            ? await table.LoadAsync(number, CancellationToken.None)
            : await table.LoadAsync(CancellationToken.None);
        if (snapshot?.Files.Count != files)
        {
            throw new InvalidOperationException($"the snapshot has {snapshot?.Files.Count} files");
        }
    }

    private static async Task ReadCheckpointAsync(BenchBucket bucket, long version)
    {
        string path = bucket.Store.EnginePath($"{BenchBucket.Root}/_delta_log/{version:D20}.checkpoint.parquet");
        using DuckConnection connection = bucket.Engine.Connect();
        await using RowReader reader = await connection.QueryAsync(
            "SELECT add.path, add.size, add.modificationTime, add.stats, add.partitionValues, add.tags "
            + $"FROM read_parquet({SqlText.Literal(path)}) WHERE add.path IS NOT NULL",
            CancellationToken.None);
        await foreach (RowBatch _ in reader.ReadBatchesAsync(CancellationToken.None))
        {
        }
    }
}

using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Bench.ManagedTables;

/// <summary>
/// What appending one file costs as a table grows: by itself, with the checkpoint that every tenth commit writes, and
/// as the first commit of a process. The baseline is a durable put of an object as large as the commit.
/// </summary>
internal static class CommitBench
{
    private const int Commits = 200;
    private const int CheckpointInterval = 10;
    private const int ObjectBytes = 1_000;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Appending one file, ms, of {Commits} commits",
            [
                "live files", "median", "99 %", "with checkpoint, median", "first of a process", "put, median",
                "put, 99 %",
            ]);
        foreach (int files in new[] { 0, 1_000, 10_000, 100_000 })
        {
            using BenchBucket bucket = new();
            await MeasureAsync(table, bucket, files);
        }

        return table;
    }

    private static async Task MeasureAsync(BenchTable table, BenchBucket bucket, int files)
    {
        DataFile like = await bucket.WriteOneAsync();
        await BenchBucket.CommitAsync(bucket.NewTable(), BenchBucket.Append(like, 0, files));
        await bucket.NewTable().CheckpointAsync(CancellationToken.None);
        double first = await FirstAsync(bucket, like, files);
        DeltaTable writer = bucket.NewTable();
        await BenchBucket.CommitAsync(writer, BenchBucket.Append(like, files + 1, 1));
        List<double> plain = [];
        List<double> withCheckpoint = [];
        List<double> puts = [];
        byte[] content = new byte[ObjectBytes];
        for (int commit = 0; commit < Commits; commit++)
        {
            int version = commit + 3;
            TableWrite write = BenchBucket.Append(like, files + version, 1);
            double took = await Timing.MillisecondsAsync(() => BenchBucket.CommitAsync(writer, write));
            (version % CheckpointInterval == 0 ? withCheckpoint : plain).Add(took);
            puts.Add(await Timing.MillisecondsAsync(() => bucket.Store.PutAsync(
                $"puts/{commit}", content, PutCondition.IfAbsent, CancellationToken.None)));
        }

        table.Add(
            Timing.Count(files),
            Timing.Text(Timing.Median(plain)),
            Timing.Text(Timing.Percentile(plain, 99)),
            Timing.Text(Timing.Median(withCheckpoint)),
            Timing.Text(first),
            Timing.Text(Timing.Median(puts)),
            Timing.Text(Timing.Percentile(puts, 99)));
    }

    /// <summary>The version after the creating commit: it reads the checkpoint, but not its files.</summary>
    private static Task<double> FirstAsync(BenchBucket bucket, DataFile like, int files) => Timing.MillisecondsAsync(
        () => BenchBucket.CommitAsync(bucket.NewTable(), BenchBucket.Append(like, files, 1)));
}

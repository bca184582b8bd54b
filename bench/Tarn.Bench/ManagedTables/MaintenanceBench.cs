using Tarn.Engine;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Bench.ManagedTables;

/// <summary>
/// Joining small files against one COPY of the same files in bare DuckDB, and deleting them afterwards against deleting
/// copies of them.
/// </summary>
internal static class MaintenanceBench
{
    private const int Files = 500;
    private const int Rows = 12_000_000;
    private const int Rounds = 3;

    private static readonly IReadOnlyList<TableField> Fields =
        [new("id", "BIGINT"), new("name", "VARCHAR"), new("amount", "DOUBLE")];

    public static async Task<BenchTable> RunAsync()
    {
        List<(double Tarn, double Bare)> optimized = [];
        List<(double Tarn, double Bare)> vacuumed = [];
        long bytes = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            using BenchBucket bucket = new();
            IReadOnlyList<string> paths = await FillAsync(bucket);
            bytes = paths.Sum(path => new FileInfo(path).Length);
            double bare = await Timing.MillisecondsAsync(() => CopyAsync(bucket, paths));
            optimized.Add((await Timing.MillisecondsAsync(() => OptimizeAsync(bucket)), bare));
            IReadOnlyList<string> copies = [.. paths.Select(path => Copy(bucket, path))];
            double deleted = await Timing.MillisecondsAsync(() => Task.Run(() => Delete(copies)));
            vacuumed.Add((await Timing.MillisecondsAsync(() => VacuumAsync(bucket)), deleted));
            await TableLint.RequireCleanAsync(bucket.TableDirectory);
        }

        BenchTable table = new(
            $"{Files} files with {bytes / 1e6:F0} MB in all, median of {Rounds}",
            ["work", "Tarn ms", "MB/s", "files/s", "bare ms", "MB/s", "ratio"]);
        Add(table, "optimize", bytes, optimized[1..]);
        Add(table, "vacuum", bytes, vacuumed[1..]);
        return table;
    }

    private static void Add(BenchTable table, string work, long bytes, List<(double Tarn, double Bare)> rounds)
    {
        double tarn = Timing.Median([.. rounds.Select(round => round.Tarn)]);
        double bare = Timing.Median([.. rounds.Select(round => round.Bare)]);
        table.Add(
            work,
            Timing.Text(tarn),
            Timing.Rate(bytes, tarn),
            Timing.Count((long)(Files * 1000 / tarn)),
            Timing.Text(bare),
            Timing.Rate(bytes, bare),
            Timing.Ratio(tarn, bare));
    }

    /// <summary>A table without partitions; gives the paths of its files.</summary>
    private static async Task<IReadOnlyList<string>> FillAsync(BenchBucket bucket)
    {
        using DuckConnection connection = bucket.Engine.Connect();
        IReadOnlyList<WrittenFile> written = await new PartitionedWriter().WriteAsync(
            connection,
            $"SELECT i AS id, 'customer ' || (i * 7919 % 1000003) AS name, i / 100.0 AS amount, i % {Files} AS k "
            + $"FROM range({Rows}) t(i)",
            [.. Fields, new("k", "INTEGER")],
            ["k"],
            Path.Combine(bucket.Directory, "written"),
            "rows",
            CancellationToken.None);
        WrittenFile[] flat =
        [
            .. written.Select(file => file with
            {
                File = file.File with
                {
                    Path = Path.GetFileName(file.File.Path),
                    PartitionValues = new Dictionary<string, string?>(),
                },
            }),
        ];
        await bucket.Store.MoveInManyAsync(
            [.. flat.Select(file => (file.LocalPath, $"{BenchBucket.Root}/{file.File.Path}"))], CancellationToken.None);
        await BenchBucket.CommitAsync(bucket.NewTable(), new TableWrite
        {
            Mode = WriteMode.Append,
            Fields = Fields,
            PartitionColumns = [],
            Added = [.. flat.Select(file => file.File)],
            Operation = "WRITE",
        });
        return [.. flat.Select(file => Path.Combine(bucket.TableDirectory, file.File.Path))];
    }

    private static async Task OptimizeAsync(BenchBucket bucket)
    {
        TableOptimizer optimizer = new(bucket.NewTable(), Path.Combine(bucket.Directory, "optimized"));
        OptimizePlan plan = await optimizer.PlanAsync(new OptimizeRequest(), CancellationToken.None);
        await optimizer.RunAsync(plan, progress: null, CancellationToken.None);
    }

    private static async Task CopyAsync(BenchBucket bucket, IReadOnlyList<string> paths)
    {
        string target = Path.Combine(bucket.Directory, "bare.parquet");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        await connection.ExecuteAsync(
            $"COPY (FROM read_parquet({SqlText.Paths(paths)})) TO {SqlText.Literal(target)} "
            + "(FORMAT parquet, COMPRESSION snappy)",
            CancellationToken.None);
        File.Delete(target);
    }

    private static async Task VacuumAsync(BenchBucket bucket)
    {
        TableVacuum vacuum = new(bucket.NewTable());
        VacuumRequest request = new() { Retention = TimeSpan.Zero, AllowShortRetention = true };
        VacuumPlan plan = await vacuum.PlanAsync(request, CancellationToken.None);
        if (plan.Files.Count != Files)
        {
            throw new InvalidOperationException($"vacuum wants to delete {plan.Files.Count} files");
        }

        await vacuum.RunAsync(plan, progress: null, CancellationToken.None);
    }

    private static string Copy(BenchBucket bucket, string path)
    {
        string copy = Path.Combine(bucket.Directory, Path.GetFileName(path));
        File.Copy(path, copy);
        using FileStream written = new(copy, FileMode.Open, FileAccess.Write);
        written.Flush(flushToDisk: true);
        return copy;
    }

    private static void Delete(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            File.Delete(path);
        }
    }
}

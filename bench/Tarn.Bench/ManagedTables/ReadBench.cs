using Tarn.Engine;
using Tarn.Queries;
using Tarn.Tables;

namespace Tarn.Bench.ManagedTables;

/// <summary>
/// SQL on a table, from text to last row, against the same SQL on the list of its files in bare DuckDB; the table's log
/// is read from a checkpoint.
/// </summary>
internal static class ReadBench
{
    private const int Rows = 1_000_000;

    private static readonly (string Name, string Tail)[] Queries = [("all", ""), ("one file's", " WHERE p = 0")];

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Queries over {Timing.Count(Rows)} rows in files of one partition each, median",
            ["files", "rows", "Tarn ms", "bare DuckDB ms", "difference ms"]);
        foreach ((int files, int rounds) in new[] { (1, 25), (100, 25), (10_000, 7) })
        {
            using ModelLake lake = await ModelLake.CreateAsync(
                "partition_by: [p]", "SELECT id, amount, 0 AS p FROM raw.rows");
            await FillAsync(lake, files);
            await lake.ReopenAsync();
            foreach ((string name, string tail) in Queries)
            {
                await MeasureAsync(table, lake, files, rounds, name, tail);
            }

            await lake.RequireCleanAsync();
        }

        return table;
    }

    private static async Task FillAsync(ModelLake lake, int files)
    {
        IReadOnlyList<TableField> fields = [new("id", "BIGINT"), new("amount", "DOUBLE"), new("p", "INTEGER")];
        using DuckConnection connection = lake.Host.Engine.Connect();
        IReadOnlyList<WrittenFile> written = await new PartitionedWriter().WriteAsync(
            connection,
            $"SELECT i AS id, i / 100.0 AS amount, i % {files} AS p FROM range({Rows}) t(i)",
            fields,
            ["p"],
            lake.Scratch,
            "rows",
            CancellationToken.None);
        await lake.Store.MoveInManyAsync(
            [.. written.Select(file => (file.LocalPath, $"{lake.Root}/{file.File.Path}"))], CancellationToken.None);
        await BenchBucket.CommitAsync(lake.Table, new TableWrite
        {
            Mode = WriteMode.Append,
            Fields = fields,
            PartitionColumns = ["p"],
            Added = [.. written.Select(file => file.File)],
            Operation = "WRITE",
        });
        await lake.Table.CheckpointAsync(CancellationToken.None);
    }

    private static async Task MeasureAsync(
        BenchTable table, ModelLake lake, int files, int rounds, string name, string tail)
    {
        string bareTable = $"read_parquet({SqlText.Paths(await lake.FilesAsync())}, hive_partitioning = true)";
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        List<double> own = [];
        List<double> bare = [];
        for (int round = 0; round <= rounds; round++)
        {
            own.Add(await Timing.MillisecondsAsync(() => DrainAsync(lake, Sql("staging.rows", tail))));
            bare.Add(await Timing.MillisecondsAsync(
                () => connection.QueryAllAsync(Sql(bareTable, tail), CancellationToken.None)));
        }

        double tarn = Timing.Median(own[1..]);
        double duck = Timing.Median(bare[1..]);
        table.Add(Timing.Count(files), name, Timing.Text(tarn), Timing.Text(duck), Timing.Text(tarn - duck));
    }

    private static string Sql(string table, string tail) => $"SELECT count(*), sum(amount) FROM {table}{tail}";

    private static async Task DrainAsync(ModelLake lake, string sql)
    {
        await using QueryExecution query = await lake.Host.Queries
            .RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);
        await foreach (RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
        }
    }
}

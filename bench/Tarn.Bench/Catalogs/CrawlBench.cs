using System.Globalization;
using Tarn.Bench.ManagedTables;
using Tarn.Crawlers;
using Tarn.Engine;

namespace Tarn.Bench.Catalogs;

/// <summary>
/// Crawling JSON files in daily partitions: all of them for the first time, and again when nothing has changed. The
/// baselines are DuckDB finding the columns of all the files, and a walk over their directory entries.
/// </summary>
internal static class CrawlBench
{
    private const int RecordsPerFile = 10;
    private const int Rounds = 5;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Crawling, once; again: median of {Rounds}",
            [
                "objects", "first crawl s", "objects/s", "bare DuckDB s", "again s", "files read", "objects/s",
                "walk s",
            ]);
        foreach (int objects in new[] { 1_000, 10_000, 100_000 })
        {
            using FileLake lake = await FileLake.CreateAsync();
            await DropAsync(lake, objects);
            await MeasureAsync(table, lake, objects);
        }

        return table;
    }

    private static async Task MeasureAsync(BenchTable table, FileLake lake, int objects)
    {
        double first = await CrawlSecondsAsync(lake, readExpected: objects);
        double duck = await Timing.MillisecondsAsync(() => DescribeAsync(lake)) / 1000;
        List<double> again = [];
        List<double> walks = [];
        for (int round = 0; round < Rounds; round++)
        {
            await lake.ReopenAsync();
            again.Add(await CrawlSecondsAsync(lake, readExpected: 0));
            walks.Add(await Timing.MillisecondsAsync(() => Task.Run(() => Walk(lake, objects))) / 1000);
        }

        table.Add(
            Timing.Count(objects),
            Cost.Text(first),
            Timing.Count((long)(objects / first)),
            Cost.Text(duck),
            Cost.Text(Timing.Median(again)),
            "0",
            Timing.Count((long)(objects / Timing.Median(again))),
            Cost.Text(Timing.Median(walks)));
    }

    private static async Task<double> CrawlSecondsAsync(FileLake lake, int readExpected)
    {
        CrawlReport? report = null;
        double milliseconds = await Timing.MillisecondsAsync(async () => report = await lake.CrawlAsync());
        return report is { Tables.Count: 1 } && report.ObjectsRead == readExpected
            ? milliseconds / 1000
            : throw new InvalidOperationException($"read {report!.ObjectsRead} objects of {report.ObjectsListed}");
    }

    private static async Task DescribeAsync(FileLake lake)
    {
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        string files = SqlText.Literal(Path.Combine(lake.BucketDirectory, "**", "*.json"));
        await connection.QueryAllAsync(
            $"DESCRIBE SELECT * FROM read_json({files}, union_by_name = true, hive_partitioning = true)",
            CancellationToken.None);
    }

    private static void Walk(FileLake lake, int objects)
    {
        int found = new DirectoryInfo(lake.BucketDirectory)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Count(file => file.Length > 0 && file.LastWriteTimeUtc > DateTime.UnixEpoch);
        if (found != objects)
        {
            throw new InvalidOperationException($"there are {found} files");
        }
    }

    private static async Task DropAsync(FileLake lake, int objects)
    {
        for (int i = 0; i < objects; i++)
        {
            string day = new DateOnly(2024, 1, 1).AddDays(i % 365).ToString("O", CultureInfo.InvariantCulture);
            string directory = Path.Combine(lake.BucketDirectory, "events", $"day={day}");
            Directory.CreateDirectory(directory);
            IEnumerable<string> records = Enumerable.Range(i * RecordsPerFile, RecordsPerFile).Select(Record);
            await File.WriteAllLinesAsync(Path.Combine(directory, $"part-{i:D6}.json"), records);
        }
    }

    private static string Record(int id) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":{{id}},"at":"2024-02-03T04:05:{{id % 60:D2}}","city":"Z{{id % 97}}","amount":{{id % 1000}}.25}""");
}

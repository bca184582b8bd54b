using Tarn.Bench.ManagedTables;
using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Search;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Bench.Catalogs;

/// <summary>
/// What the catalog takes as it grows to 10,000 tables. The baselines are durable puts of objects as large as an entry,
/// and reading the bytes of the documents.
/// </summary>
internal static class EntryBench
{
    private const int ObjectBytes = 1_000;
    private const int WritersMax = 16;
    private const int Rounds = 9;
    private const int StartRounds = 7;

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Catalog, ms, median of {Rounds}",
            ["what", "1,000 tables", "10,000 tables", "baseline", "1,000", "10,000"]);
        IReadOnlyList<Measure> small = await MeasureAsync(1_000);
        IReadOnlyList<Measure> large = await MeasureAsync(10_000);
        foreach ((Measure few, Measure many) in small.Zip(large))
        {
            table.Add(
                few.Name, Timing.Text(few.Own), Timing.Text(many.Own), few.Baseline, Text(few.Bare), Text(many.Bare));
        }

        return table;
    }

    private static string Text(double? value) => value is { } number ? Timing.Text(number) : "";

    private static async Task<IReadOnlyList<Measure>> MeasureAsync(int count)
    {
        using FileLake empty = await FileLake.CreateAsync();
        using FileLake lake = await FileLake.CreateAsync();
        List<Measure> measures = [];
        TableEntry[] entries = [.. Enumerable.Range(0, count).Select(Entry)];
        int alone = count / 10;
        IObjectStore bucket = lake.Host.Buckets.Get(FileLake.Database);
        measures.Add(new Measure(
            "create one",
            await Timing.MillisecondsAsync(() => CreateAsync(lake, entries[..alone], 1)) / alone,
            "durable put",
            await Timing.MillisecondsAsync(() => PutAsync(bucket, "a", alone, 1)) / alone));
        measures.Add(new Measure(
            $"create one, {WritersMax} at a time",
            await Timing.MillisecondsAsync(() => CreateAsync(lake, entries[alone..], WritersMax)) / (count - alone),
            $"durable put, {WritersMax} at a time",
            await Timing.MillisecondsAsync(() => PutAsync(bucket, "b", count - alone, WritersMax))
                / (count - alone)));
        TableName middle = entries[count / 2].Name;
        TableCatalog catalog = lake.Host.Tables;
        string[] documents = Directory.GetFiles(
            Path.Combine(lake.Directory, ".tarn", "documents", "catalog", "tables"), "*", SearchOption.AllDirectories);
        double bytes = await MedianAsync(() => Task.WhenAll(documents.Select(path => File.ReadAllBytesAsync(path))));
        measures.Add(new Measure("list names", await MedianAsync(() => catalog.ListNamesAsync(default)), "", null));
        measures.Add(new Measure(
            "list all", await MedianAsync(() => catalog.ListAsync(default)), "reading the bytes", bytes));
        measures.Add(new Measure("look one up", await MedianAsync(() => catalog.GetAsync(middle, default)), "", null));
        measures.Add(new Measure("search", await MedianAsync(() => SearchAsync(catalog)), "reading the bytes", bytes));
        measures.Add(await MeasureOpeningAsync(lake, empty));
        measures.Add(await MeasureStartAsync(lake, empty));
        return measures;
    }

    private static async Task<Measure> MeasureOpeningAsync(FileLake lake, FileLake empty)
    {
        List<double> own = [];
        List<double> bare = [];
        for (int round = 0; round < Rounds; round++)
        {
            own.Add(await lake.ReopenAsync());
            bare.Add(await empty.ReopenAsync());
        }

        return new Measure("open the lake", Timing.Median(own), "an empty lake", Timing.Median(bare));
    }

    private static async Task<Measure> MeasureStartAsync(FileLake lake, FileLake empty)
    {
        List<double> own = [];
        List<double> bare = [];
        await StartAsync(lake);
        for (int round = 0; round < StartRounds; round++)
        {
            own.Add(await Timing.MillisecondsAsync(() => StartAsync(lake)));
            bare.Add(await Timing.MillisecondsAsync(() => StartAsync(empty)));
        }

        return new Measure("`tarn query \"SELECT 1\"`", Timing.Median(own), "in an empty lake", Timing.Median(bare));
    }

    private static Task StartAsync(FileLake lake) => TarnScript.RunAsync(["-C", lake.Directory, "query", "SELECT 1"]);

    private static async Task SearchAsync(TableCatalog catalog)
    {
        IReadOnlyList<CatalogMatch> found = CatalogSearch.Find(await catalog.ListAsync(default), "amount_of_7");
        if (found.Count == 0)
        {
            throw new InvalidOperationException("nothing was found");
        }
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            times.Add(await Timing.MillisecondsAsync(work));
        }

        return Timing.Median(times);
    }

    private static Task CreateAsync(FileLake lake, TableEntry[] entries, int writers) => Parallel.ForEachAsync(
        entries,
        new ParallelOptions { MaxDegreeOfParallelism = writers },
        async (entry, token) => await lake.Host.Entries.CreateAsync(entry, token));

    private static Task PutAsync(IObjectStore bucket, string prefix, int count, int writers)
    {
        byte[] content = new byte[ObjectBytes];
        return Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = writers },
            async (i, token) => await bucket.PutAsync($"{prefix}/{i}", content, PutCondition.IfAbsent, token));
    }

    private static TableEntry Entry(int number) => new()
    {
        Name = new TableName(FileLake.Database, $"table_{number:D5}"),
        Kind = EntryKind.External,
        Columns =
        [
            new ColumnEntry("id", "bigint"), new ColumnEntry("at", "timestamp"), new ColumnEntry("city", "string"),
            new ColumnEntry($"amount_of_{number}", "double") { Comment = "what was paid" },
        ],
        PartitionKeys = [new ColumnEntry("day", "date")],
        Storage = new StorageEntry
        {
            Bucket = FileLake.Database,
            Prefix = $"tables/{number}/",
            Format = DataFormat.Parquet,
        },
        CreatedAt = default,
        UpdatedAt = default,
    };

    private sealed record Measure(string Name, double Own, string Baseline, double? Bare);
}

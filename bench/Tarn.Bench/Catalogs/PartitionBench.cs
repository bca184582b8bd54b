using System.Globalization;
using Tarn.Bench.ManagedTables;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Bench.Catalogs;

/// <summary>
/// Pages and pruning of 100,000 partitions of one table, by two keys. The baseline is reading the bytes of all the
/// documents that hold them.
/// </summary>
internal static class PartitionBench
{
    private const int Partitions = 100_000;
    private const int PageMax = 1_000;
    private const int Rounds = 25;

    private static readonly DateOnly FirstDay = new(2020, 1, 1);

    public static async Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"{Timing.Count(Partitions)} partitions of one table, ms, of {Rounds}; processor time is the mean",
            [
                "second key", "what", "partitions", "median", "slowest", "processor", "first of a process",
                "reading all bytes",
            ]);
        await MeasureAsync(table, "24 hours", perDay: 24);
        await MeasureAsync(table, "1,000 devices", perDay: 1_000);
        return table;
    }

    private static async Task MeasureAsync(BenchTable table, string shape, int perDay)
    {
        using FileLake lake = await FileLake.CreateAsync();
        TableName name = new(FileLake.Database, "events");
        await lake.Host.Entries.CreateAsync(Entry(name), default);
        PartitionEntry[] partitions = [.. Enumerable.Range(0, Partitions).Select(i => Partition(i, perDay))];
        double added = await Timing.MillisecondsAsync(
            () => lake.Host.Entries.Partitions(name).AddAsync(partitions, default));
        table.Add(shape, "add all", Timing.Count(Partitions), Timing.Text(added), "", "", "", "");
        string middle = PageToken.Of(partitions[Partitions / 2].Values);
        ColumnPredicate day = new("day", PredicateOperator.Equal, [FirstDay.AddDays(50)]);
        ColumnPredicate place = new("place", PredicateOperator.Equal, [7L]);
        (string Name, Func<PartitionStore, Task<int>> Work)[] all =
        [
            ("first page", store => PageAsync(store, null)),
            ("page in the middle", store => PageAsync(store, middle)),
            ("one day", store => FindAsync(store, day)),
            ("one value of the second key", store => FindAsync(store, place)),
            ("both", store => FindAsync(store, day, place)),
            ("all", store => FindAsync(store)),
        ];
        foreach ((string what, Func<PartitionStore, Task<int>> work) in all)
        {
            await lake.ReopenAsync();
            PartitionStore store = lake.Host.Entries.Partitions(name);
            List<double> own = [];
            List<double> bytes = [];
            int found = 0;
            double processor = 0;
            for (int round = 0; round <= Rounds; round++)
            {
                Cost cost = await Cost.OfAsync(async () => found = await work(store));
                own.Add(cost.Seconds * 1000);
                processor += round == 0 ? 0 : cost.ProcessorSeconds * 1000;
                bytes.Add(await Timing.MillisecondsAsync(() => ReadBytesAsync(lake)));
            }

            table.Add(
                shape,
                what,
                Timing.Count(found),
                Timing.Text(Timing.Median(own[1..])),
                Timing.Text(own[1..].Max()),
                Timing.Text(processor / Rounds),
                Timing.Text(own[0]),
                Timing.Text(Timing.Median(bytes[1..])));
        }
    }

    private static async Task<int> PageAsync(PartitionStore store, string? token) =>
        (await store.ListAsync(token, PageMax, default)).Partitions.Count;

    private static async Task<int> FindAsync(PartitionStore store, params ColumnPredicate[] allOf) =>
        (await store.FindAsync([allOf], default)).Count;

    private static Task<byte[][]> ReadBytesAsync(FileLake lake) => Task.WhenAll(Directory
        .EnumerateFiles(
            Path.Combine(lake.Directory, ".tarn", "documents", "catalog", "partitions"),
            "*",
            SearchOption.AllDirectories)
        .Select(path => File.ReadAllBytesAsync(path)));

    private static PartitionEntry Partition(int number, int perDay)
    {
        string day = FirstDay.AddDays(number / perDay).ToString("O", CultureInfo.InvariantCulture);
        string place = (number % perDay).ToString(CultureInfo.InvariantCulture);
        return new PartitionEntry([day, place], $"events/day={day}/place={place}/");
    }

    private static TableEntry Entry(TableName name) => new()
    {
        Name = name,
        Kind = EntryKind.External,
        Columns = [new ColumnEntry("id", "bigint")],
        PartitionKeys = [new ColumnEntry("day", "date"), new ColumnEntry("place", "int")],
        Storage = new StorageEntry
        {
            Bucket = FileLake.Database,
            Prefix = "events/",
            Format = DataFormat.Parquet,
        },
        CreatedAt = default,
        UpdatedAt = default,
    };
}

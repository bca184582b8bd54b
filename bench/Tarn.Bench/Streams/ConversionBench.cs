using System.Globalization;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Streams;

namespace Tarn.Bench.Streams;

/// <summary>
/// What waits in a stream, delivered as one Parquet object with the columns of a table, in turns with bare DuckDB that
/// copies a file of the same bytes. Tarn reads its log and checks it, looks at each record, sets aside what does not
/// fit, and puts the object durably; bare DuckDB does none of that.
/// </summary>
internal static class ConversionBench
{
    private const int Rounds = 7;
    private const int PutRecords = 500;
    private const string Name = "bench";
    private const string Table = "web.clicks";

    /// <summary>As many as one object of 128 MB takes.</summary>
    private const int Records = 220_000;

    public static async Task<BenchTable> RunAsync()
    {
        await using StreamLake lake = await StreamLake.StartAsync(Definition());
        await CreateTableAsync(lake);
        byte[][] records = [.. ClickTable.Generate(Records)];
        string lines = Path.Join(lake.Directory, "records.json");
        await WriteLinesAsync(lines, records);
        using BareDuck bare = new();
        List<Cost> own = [];
        List<Cost> others = [];
        for (int round = 0; round <= Rounds; round++)
        {
            await PutAsync(lake, records);
            Cost tarn = await Cost.OfAsync(() => lake.Streams.FlushAsync(Name, CancellationToken.None));
            Cost other = await Cost.OfAsync(() => bare.QueryAsync(Copy(lines, Path.Join(lake.Directory, "bare"))));
            if (round > 0)
            {
                own.Add(tarn);
                others.Add(other);
            }
        }

        await RequireDeliveredAsync(lake, bare, Records * (Rounds + 1L));
        double megabytes = new FileInfo(lines).Length / 1e6;
        BenchTable table = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Records:N0} JSON records of {megabytes:F0} MB into one Parquet object, median of {Rounds} rounds"),
            ComparedCosts.Columns);
        table.Add(ComparedCosts.Cells("record format conversion", Records, megabytes, own, others));
        return table;
    }

    private static async Task PutAsync(StreamLake lake, byte[][] records)
    {
        foreach (byte[][] put in records.Chunk(PutRecords))
        {
            await lake.Streams.PutAsync(
                Name, [.. put.Select(record => (ReadOnlyMemory<byte>)record)], CancellationToken.None);
        }
    }

    private static string Copy(string lines, string target) =>
        $"COPY (SELECT * EXCLUDE (filename) FROM {ClickTable.Read(lines)}) TO {SqlText.Literal(target)} "
        + "(FORMAT parquet, COMPRESSION snappy)";

    private static async Task WriteLinesAsync(string path, byte[][] records)
    {
        await using FileStream file = File.Create(path);
        foreach (byte[] record in records)
        {
            await file.WriteAsync(record);
            file.WriteByte((byte)'\n');
        }
    }

    private static async Task RequireDeliveredAsync(StreamLake lake, BareDuck bare, long rows)
    {
        string delivered = Path.Join(lake.Directory, "data", "raw", "clicks", "**", "*.parquet");
        object found = await bare.ScalarAsync($"SELECT count(*) FROM read_parquet({SqlText.Literal(delivered)})");
        if (Convert.ToInt64(found, CultureInfo.InvariantCulture) != rows)
        {
            throw new InvalidOperationException($"{found} rows were delivered, expected {rows}");
        }
    }

    private static Task<TableEntry> CreateTableAsync(StreamLake lake) => lake.Catalog.CreateAsync(
        new TableEntry
        {
            Name = TableName.Parse(Table),
            Kind = EntryKind.External,
            Columns = ClickTable.Columns,
            Storage = new StorageEntry { Bucket = "raw", Prefix = "clicks/", Format = DataFormat.Parquet },
            CreatedAt = TimeProvider.System.GetUtcNow(),
            UpdatedAt = TimeProvider.System.GetUtcNow(),
        },
        CancellationToken.None);

    private static StreamDefinition Definition() => new()
    {
        Name = Name,
        Buffer = new BufferHints { Seconds = BufferHints.SecondsMax, Megabytes = BufferHints.MegabytesMax },
        Destination = new StreamDestination
        {
            Bucket = "raw",
            Prefix = "clicks/" + StreamDestination.DatedPrefix,
            Parquet = new ParquetConversion("web", "clicks"),
        },
    };
}

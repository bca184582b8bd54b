using System.Globalization;
using System.IO.Compression;
using Tarn.Jobs;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Bench.Streams;

/// <summary>
/// The model of the clickstream sample over objects of gzip JSON lines as a stream delivers them, in turns with bare
/// DuckDB that runs the same SELECT in a COPY over the same files: once the SELECT alone, once with all that the model
/// asks for besides, which bare DuckDB does not do. Tarn's step goes from planning to the durable commit, and sets
/// aside what is malformed.
/// </summary>
internal static class ArrivalBench
{
    private const int Rounds = 5;
    private const int Records = 1_000_000;
    private const string Whole = "curated.events";
    private const string Alone = "curated.alone";

    public static async Task<BenchTable> RunAsync()
    {
        string directory = BenchLake.CopySample("clickstream");
        string objects = Path.Join(directory, "data", "raw", "clicks");
        ClickstreamResult made = await ClickTable.GenerateFilesAsync(objects, Records);
        WriteAlone(Path.Join(directory, "models", "curated"));
        using BenchLake lake = await BenchLake.OpenAsync(directory);
        using BareDuck bare = new();
        await bare.QueryAsync("CREATE SCHEMA raw");
        await bare.QueryAsync(
            "CREATE VIEW raw.clicks AS SELECT * EXCLUDE (filename), filename AS _file, NULL::BIGINT AS _row, "
            + $"NULL::VARCHAR AS _malformed FROM {ClickTable.Read(Path.Join(objects, "**", "*.gz"))}");
        BenchTable compared = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{made.Paths.Count} objects of gzip JSON lines into a table, median of {Rounds} rounds"),
            ComparedCosts.Columns);
        double megabytes = Megabytes(made.Paths);
        compared.Add(await CompareAsync("the SELECT of the clickstream alone", Alone, megabytes, lake, bare));
        compared.Add(await CompareAsync(
            "with checks, pseudonyms and no event twice", Whole, megabytes, lake, bare));
        return compared;
    }

    private static async Task<string[]> CompareAsync(
        string what, string table, double megabytes, BenchLake lake, BareDuck bare)
    {
        ModelDefinition model = lake.Host.Definition.Models.Single(model => model.Table.ToString() == table);
        List<Cost> own = [];
        List<Cost> others = [];
        for (int round = 0; round <= Rounds; round++)
        {
            await lake.RunAsync(table);
            Cost other = await bare.RunAsync(model);
            if (round > 0)
            {
                own.Add(lake.Meter.Costs[table]);
                others.Add(other);
            }
        }

        return ComparedCosts.Cells(what, Records, megabytes, own, others);
    }

    /// <summary>A model with the SELECT of the other one, and nothing else of it.</summary>
    private static void WriteAlone(string models)
    {
        string text = File.ReadAllText(Path.Join(models, "events.sql"));
        string select = text[text.IndexOf("\nSELECT", StringComparison.Ordinal)..];
        File.WriteAllText(
            Path.Join(models, "alone.sql"),
            $"/* tarn\ntable: {Alone}\njob: alone\nmaterialized: incremental\nstrategy: append\n"
            + $"partition_by: [event_date]\n*/{select}");
    }

    private static double Megabytes(IReadOnlyList<string> files)
    {
        long bytes = 0;
        foreach (string path in files)
        {
            using GZipStream lines = new(File.OpenRead(path), CompressionMode.Decompress);
            byte[] block = new byte[1 << 20];
            int count;
            while ((count = lines.Read(block)) > 0)
            {
                bytes += count;
            }
        }

        return bytes / 1e6;
    }
}

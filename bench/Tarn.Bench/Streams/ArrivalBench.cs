using System.Globalization;
using System.IO.Compression;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Bench.Streams;

/// <summary>
/// The model of the clickstream sample over objects of gzip JSON lines as a stream delivers them, in turns with bare
/// DuckDB that runs the same SELECT in a COPY over the same files. Tarn's step goes from planning to the durable
/// commit: it checks the objects, sets aside what is malformed, and drops repeated events.
/// </summary>
internal static class ArrivalBench
{
    private const int Rounds = 5;
    private const int Records = 1_000_000;

    public static async Task<BenchTable> RunAsync()
    {
        string directory = BenchLake.CopySample("clickstream");
        string objects = Path.Join(directory, "data", "raw", "clicks");
        ClickstreamResult made = await ClickTable.GenerateFilesAsync(objects, Records);
        using BenchLake lake = await BenchLake.OpenAsync(directory);
        ModelDefinition model = lake.Host.Definition.Models.Single(model => model.Table.Table == "events");
        using BareDuck bare = new();
        await bare.QueryAsync("CREATE SCHEMA raw");
        await bare.QueryAsync(
            "CREATE VIEW raw.clicks AS SELECT * EXCLUDE (filename), filename AS _file, NULL::BIGINT AS _row, "
            + $"NULL::VARCHAR AS _malformed FROM {ClickTable.Read(Path.Join(objects, "**", "*.gz"))}");
        string table = model.Table.ToString();
        List<Cost> own = [];
        List<Cost> others = [];
        StepReport? report = null;
        for (int round = 0; round <= Rounds; round++)
        {
            report = (await lake.RunAsync(table)).Steps.Single();
            Cost other = await bare.RunAsync(model);
            if (round > 0)
            {
                own.Add(lake.Meter.Costs[table]);
                others.Add(other);
            }
        }

        BenchTable compared = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{made.Paths.Count} objects of gzip JSON lines into the table of the clickstream, ")
                + $"{report!.RowsIn} rows in, {report.RowsOut} rows out, median of {Rounds} rounds",
            ComparedCosts.Columns);
        compared.Add(ComparedCosts.Cells("all objects at once", Records, Megabytes(made.Paths), own, others));
        return compared;
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

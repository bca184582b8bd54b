using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation;

namespace Tarn.Bench;

/// <summary>A taxi lake in a temporary directory with one generated month.</summary>
internal sealed class BenchLake : IDisposable
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("tarn-bench-").FullName;

    private BenchLake()
    {
    }

    public string Directory => _directory;

    public string TripsFile { get; private set; } = "";

    public string ZonesFile { get; private set; } = "";

    public GenerationResult Generated { get; private set; } = null!;

    /// <param name="rows">Trips to generate.</param>
    /// <param name="engine">A block for lake.yaml, such as <c>engine: {memory: 4GB}</c>.</param>
    public static async Task<BenchLake> CreateAsync(int rows, string engine = "")
    {
        BenchLake lake = new();
        CopySample(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "samples", "taxi")), lake._directory);
        await File.AppendAllTextAsync(Path.Combine(lake._directory, "lake.yaml"), "\n" + engine + "\n");
        DateOnly month = new(2024, 2, 1);
        lake.TripsFile = Path.Combine(
            lake._directory, "data", "raw", "trips", TaxiGenerationOptions.FileName(month, TaxiFileFormat.Parquet));
        lake.ZonesFile = Path.Combine(lake._directory, "data", "raw", "zones", "taxi_zone_lookup.csv");
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        TaxiGenerationOptions options = new() { Month = month, Rows = rows, OutputPath = lake.TripsFile };
        lake.Generated = await new TaxiGenerator(instance).GenerateAsync(options, null, CancellationToken.None);
        ZoneLookup.Write(lake.ZonesFile, new UlidSource(TimeProvider.System));
        return lake;
    }

    public Task<LakeHost> OpenAsync() =>
        LakeHost.OpenAsync(_directory, environment: null, TimeProvider.System, CancellationToken.None);

    /// <summary>Runs everything from scratch.</summary>
    public async Task<RunReport> RunAsync()
    {
        using LakeHost host = await OpenAsync();
        using JobRunner runner = await host.LockForRunsAsync(CancellationToken.None);
        RunReport report = await runner.RunAsync(
            new RunRequest { FullRefresh = true }, new QuietObserver(), CancellationToken.None);
        StepReport? failed = report.Steps.FirstOrDefault(step => step.State == RunState.Failed);
        return failed is null ? report : throw new InvalidOperationException($"{failed.Table}: {failed.Error}");
    }

    public void Dispose() => System.IO.Directory.Delete(_directory, recursive: true);

    public static string Seconds(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => (bytes / 1e6).ToString("F0", CultureInfo.InvariantCulture);

    private static void CopySample(DirectoryInfo source, string target)
    {
        System.IO.Directory.CreateDirectory(target);
        foreach (FileInfo file in source.GetFiles())
        {
            file.CopyTo(Path.Combine(target, file.Name), overwrite: true);
        }

        foreach (DirectoryInfo directory in source.GetDirectories())
        {
            CopySample(directory, Path.Combine(target, directory.Name));
        }
    }

    private sealed class QuietObserver : IRunObserver
    {
        public void RunStarted(string runId, IReadOnlyList<string> tables)
        {
        }

        public void StepStarted(string table)
        {
        }

        public void StepProgressed(string table, double percent, string phase)
        {
        }

        public void StepFinished(StepReport step)
        {
        }
    }
}

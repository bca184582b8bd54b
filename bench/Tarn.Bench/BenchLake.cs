using System.Globalization;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation;
using Tarn.Tables;

namespace Tarn.Bench;

/// <summary>
/// The lake of a sample in a temporary directory, the taxi's with one generated month, open for runs and queries.
/// </summary>
internal sealed class BenchLake : IDisposable
{
    private readonly LakeHost _host;
    private readonly JobRunner _runner;

    private BenchLake(LakeHost host, JobRunner runner)
    {
        _host = host;
        _runner = runner;
    }

    public LakeHost Host => _host;

    public string Directory => _host.Definition.Directory;

    public string TripsFile => TripsFileOf(Directory);

    public string ZonesFile => ZonesFileOf(Directory);

    /// <summary>Where the steps of the last run spent their time.</summary>
    public StepMeter Meter { get; } = new();

    private static DateOnly Month => new(2024, 2, 1);

    /// <param name="rows">Trips to generate.</param>
    public static async Task<BenchLake> CreateAsync(int rows) => await OpenAsync(await PrepareAsync(rows));

    /// <summary>Makes a lake's directory with generated trips.</summary>
    /// <param name="rows">Trips to generate.</param>
    /// <param name="engine">A block for lake.yaml, such as <c>engine: {memory: 4GB}</c>.</param>
    public static async Task<string> PrepareAsync(int rows, string engine = "")
    {
        string directory = CopySample("taxi");
        await File.AppendAllTextAsync(Path.Combine(directory, "lake.yaml"), "\n" + engine + "\n");
        await GenerateAsync(rows, TripsFileOf(directory));
        ZoneLookup.Write(ZonesFileOf(directory), new UlidSource(TimeProvider.System));
        return directory;
    }

    /// <summary>Makes a lake's directory of a sample, without data.</summary>
    public static string CopySample(string name)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("tarn-bench-").FullName;
        CopySample(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "samples", name)), directory);
        return directory;
    }

    /// <summary>Opens such a directory; disposing the lake deletes it.</summary>
    public static async Task<BenchLake> OpenAsync(string directory)
    {
        LakeHost host = await LakeHost.OpenAsync(
            directory, environment: null, TimeProvider.System, CancellationToken.None);
        return new BenchLake(host, await host.LockForRunsAsync(CancellationToken.None));
    }

    public static async Task<GenerationResult> GenerateAsync(int rows, string path)
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        TaxiGenerationOptions options = new() { Month = Month, Rows = rows, OutputPath = path };
        return await new TaxiGenerator(instance).GenerateAsync(options, null, CancellationToken.None);
    }

    /// <summary>Builds the selected models from scratch; none given means all.</summary>
    public async Task<RunReport> RunAsync(params string[] select)
    {
        RunReport report = await _runner.RunAsync(
            new RunRequest { FullRefresh = true, Select = select }, Meter, CancellationToken.None);
        StepReport? failed = report.Steps.FirstOrDefault(step => step.State == RunState.Failed);
        return failed is null ? report : throw new InvalidOperationException($"{failed.Table}: {failed.Error}");
    }

    /// <summary>Paths of the files that make up a table now.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string name)
    {
        CatalogTable.Managed table = _host.Tables.GetModelTable(TableName.Parse(name));
        TableSnapshot snapshot = (await _host.Tables.Open(table).LoadAsync(CancellationToken.None))!;
        return [.. snapshot.Files.Select(file => _host.Tables.Store(table).EnginePath($"{table.Root}/{file.Path}"))];
    }

    public void Dispose()
    {
        string directory = Directory;
        _runner.Dispose();
        _host.Dispose();
        System.IO.Directory.Delete(directory, recursive: true);
    }

    public static string Megabytes(long bytes) => (bytes / 1e6).ToString("F0", CultureInfo.InvariantCulture);

    private static string TripsFileOf(string directory) => Path.Combine(
        directory, "data", "raw", "trips", TaxiGenerationOptions.FileName(Month, TaxiFileFormat.Parquet));

    private static string ZonesFileOf(string directory) =>
        Path.Combine(directory, "data", "raw", "zones", ZoneLookup.FileName);

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
}

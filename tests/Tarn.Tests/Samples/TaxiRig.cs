using System.Globalization;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Tarn.Tests.Tidy;

namespace Tarn.Tests.Samples;

/// <summary>The taxi sample in a temporary directory, with files that a test delivers.</summary>
internal sealed class TaxiRig : IDisposable
{
    private readonly LakeRig _lake;

    public TaxiRig()
    {
        // First of all, since it ends the test where there is no real data.
        string zones = TaxiFiles.ZoneLookup();
        _lake = new LakeRig();
        string sample = Path.Join(SourceTree.Root, "samples", "taxi");
        foreach (string file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            _lake.Write(Path.GetRelativePath(sample, file), File.ReadAllText(file));
        }

        _lake.LakeYaml = File.ReadAllText(Path.Join(sample, "lake.yaml"));
        Deliver(zones, "zones");
    }

    /// <summary>Puts a file into the raw zone, under a name of its own when one is given.</summary>
    public void Deliver(string path, string folder = "trips", string? name = null)
    {
        string target = Path.Join(_lake.Directory, "data", "raw", folder, name ?? Path.GetFileName(path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(path, target, overwrite: true);
    }

    public Task<RunReport> RunAsync() => _lake.RunAsync();

    public Task<string[]> QueryAsync(string sql) => _lake.QueryAsync(sql);

    public async Task<decimal> SumAsync(string sql) =>
        decimal.Parse((await QueryAsync(sql)).Single(), CultureInfo.InvariantCulture);

    public void Dispose() => _lake.Dispose();
}

using System.Text.Json.Nodes;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>A small taxi lake, and what of it must be the same however a run went.</summary>
public sealed class TaxiLake : IDisposable
{
    private static readonly string[] Tables =
    [
        "staging.trips", "curated.daily_metrics", "curated.location_analytics", "curated.time_series_analysis",
        "curated.customer_behavior", "curated.performance_summary",
    ];

    private readonly TemporaryDirectory _directory = new();

    private TaxiLake()
    {
    }

    public string Directory => _directory.Sub("lake");

    /// <summary>A lake with two months of generated trips that has never run.</summary>
    public static async Task<TaxiLake> CreateAsync()
    {
        TaxiLake lake = new();
        await lake.ExpectAsync("init", lake.Directory, "--example", "taxi");
        await lake.ExpectAsync("-C", lake.Directory, "generate", "taxi", "--rows", "30000", "--month", "2024-02");
        await lake.ExpectAsync("-C", lake.Directory, "generate", "taxi", "--rows", "20000", "--month", "2024-03");
        return lake;
    }

    /// <summary>Another lake of the same files that has never run either.</summary>
    public TaxiLake Copy()
    {
        TaxiLake copy = new();
        Copy(new DirectoryInfo(Directory), copy.Directory);
        return copy;
    }

    public async Task<TarnResult> RunAsync() => await TarnProcess.RunAsync("-C", Directory, "run");

    public TarnProcess StartRun(string? failpoint = null) => TarnProcess.Start(
        ["-C", Directory, "run"],
        failpoint is null ? null : new Dictionary<string, string> { ["TARN_FAILPOINT"] = failpoint });

    /// <summary>Number and content of the rows of every table, as one line of text each.</summary>
    public async Task<string[]> DigestAsync()
    {
        List<string> lines = [];
        foreach (string table in Tables)
        {
            lines.Add(table + " " + await QueryAsync($"SELECT count(*), bit_xor(hash(t)) FROM {table} t"));
        }

        lines.Add("quarantine " + await QueryAsync(
            "SELECT count(*), bit_xor(hash(t)) "
            + "FROM (SELECT * EXCLUDE (run_id, quarantined_at) FROM staging.trips__quarantine) t"));
        return [.. lines];
    }

    /// <summary>Files below the tables that no version of their log names, and leftovers of any kind.</summary>
    public IReadOnlyList<string> Leftovers()
    {
        List<string> left = [];
        foreach (string log in System.IO.Directory.EnumerateDirectories(
            Path.Combine(Directory, "data"), "_delta_log", SearchOption.AllDirectories))
        {
            string root = Path.GetDirectoryName(log)!;
            HashSet<string> known = [.. System.IO.Directory.EnumerateFiles(log, "*.json").SelectMany(AddedPaths)];
            left.AddRange(System.IO.Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(log, StringComparison.Ordinal))
                .Where(file => !known.Contains(Path.GetRelativePath(root, file))));
        }

        left.AddRange(FilesBelow(Path.Combine(Directory, ".tarn", "scratch")));
        left.AddRange(FilesBelow(Path.Combine(Directory, ".tarn", "documents", "intents")));
        return left;
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> FilesBelow(string directory) => System.IO.Directory.Exists(directory)
        ? System.IO.Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        : [];

    private static IEnumerable<string> AddedPaths(string commit) => File.ReadLines(commit)
        .Select(line => JsonNode.Parse(line)?["add"]?["path"]?.GetValue<string>())
        .OfType<string>()
        .Select(Uri.UnescapeDataString);

    private static void Copy(DirectoryInfo source, string target)
    {
        System.IO.Directory.CreateDirectory(target);
        foreach (FileInfo file in source.GetFiles())
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }

        foreach (DirectoryInfo directory in source.GetDirectories())
        {
            Copy(directory, Path.Combine(target, directory.Name));
        }
    }

    private async Task<string> QueryAsync(string sql)
    {
        TarnResult result = await TarnProcess.RunAsync("-C", Directory, "query", sql, "-o", "csv");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output.Split('\n')[1];
    }

    private async Task ExpectAsync(params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}

using System.Text.Json.Nodes;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
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
        await ExpectAsync("init", lake.Directory, "--example", "taxi");
        await lake.GenerateAsync("2024-02", rows: 8000);
        await lake.GenerateAsync("2024-03", rows: 5000);
        return lake;
    }

    /// <summary>Puts a month of trips into the raw zone, in place of an earlier delivery of that month.</summary>
    public Task GenerateAsync(string month, int rows, int seed = 42) => ExpectAsync(
        "-C", Directory, "generate", "taxi", "--month", month, "--rows", $"{rows}", "--seed", $"{seed}");

    /// <summary>Another lake with the same files.</summary>
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
        using LakeHost host = await LakeHost.OpenAsync(
            Directory, environment: null, TimeProvider.System, CancellationToken.None);
        List<string> lines = [];
        foreach (string table in Tables)
        {
            lines.Add(table + " " + await DigestAsync(host, $"SELECT * FROM {table}"));
        }

        lines.Add("quarantine " + await DigestAsync(
            host, "SELECT * EXCLUDE (run_id, quarantined_at) FROM staging.trips__quarantine"));
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

    private static async Task<string> DigestAsync(LakeHost host, string sql)
    {
        await using QueryExecution query = await host.Queries.RunAsync(
            $"SELECT count(*) || ' ' || bit_xor(hash(t)) FROM ({sql}) t",
            new Dictionary<string, object?>(),
            CancellationToken.None);
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            return batch.Columns[0].GetString(0);
        }

        throw new InvalidOperationException("an aggregate returned no row");
    }

    private static async Task ExpectAsync(params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}

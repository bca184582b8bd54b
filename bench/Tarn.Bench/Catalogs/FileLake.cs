using Tarn.Bench.ManagedTables;
using Tarn.Cli.Hosting;
using Tarn.Crawlers;
using Tarn.Engine;
using Tarn.Queries;

namespace Tarn.Bench.Catalogs;

/// <summary>A lake in a temporary directory whose only zone, raw, is filled with files that crawlers look at.</summary>
internal sealed class FileLake : IDisposable
{
    public const string Database = "raw";

    private FileLake(string directory, LakeHost host)
    {
        Directory = directory;
        Host = host;
    }

    public string Directory { get; }

    public LakeHost Host { get; private set; }

    public string BucketDirectory => Path.Combine(Directory, "data", Database);

    public static async Task<FileLake> CreateAsync()
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("tarn-bench-").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "data", Database));
        await File.WriteAllTextAsync(
            Path.Combine(directory, "lake.yaml"), $"version: 1\nname: bench\nzones: {{{Database}: }}\n");
        return new FileLake(directory, await OpenAsync(directory));
    }

    /// <summary>Opens the lake again, as a new process would; returns how long that took, ms.</summary>
    public async Task<double> ReopenAsync()
    {
        Host.Dispose();
        return await Timing.MillisecondsAsync(async () => Host = await OpenAsync(Directory));
    }

    /// <summary>Fills the zone by a statement of the engine that writes below the zone's directory.</summary>
    public async Task FillAsync(Func<string, string> sql)
    {
        using DuckConnection connection = Host.Engine.Connect();
        await connection.ExecuteAsync(sql(BucketDirectory), CancellationToken.None);
    }

    /// <summary>Crawls the whole zone; each of its folders is a table.</summary>
    public async Task<CrawlReport> CrawlAsync()
    {
        CrawlReport report = await Host.Crawlers.RunAsync(
            new CrawlerDefinition { Name = "all", Database = Database, Targets = [new CrawlTarget(Database, "")] },
            isDryRun: false,
            progress: null,
            CancellationToken.None);
        return report.JunkCount == 0
            ? report
            : throw new InvalidOperationException($"{report.Junk[0].Key} was left out: {report.Junk[0].Reason}");
    }

    /// <summary>Runs a query to its last row; returns what it read of its tables.</summary>
    public async Task<ScannedTable> QueryAsync(string sql)
    {
        await using QueryExecution query = await Host.Queries
            .RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);
        await foreach (RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
        }

        return query.Tables[0];
    }

    public void Dispose()
    {
        Host.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static Task<LakeHost> OpenAsync(string directory) =>
        LakeHost.OpenAsync(directory, environment: null, TimeProvider.System, CancellationToken.None);
}

using Tarn.Cli;
using Tarn.Crawlers;
using Tarn.Crawlers.Stored;
using Tarn.Jobs;
using Tarn.Jobs.Stored;
using Tarn.State;
using Tarn.Storage;
using Tarn.Testing;
using Tarn.Tests.Samples;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

/// <summary>Crawlers and jobs that clients of Glue made, on the command line.</summary>
public sealed class ClientMadeTests : IDisposable
{
    private readonly CommandLake _lake = new();

    public ClientMadeTests()
    {
        _lake.Write("lake.yaml", "version: 1\nzones: {raw: , curated: }\n");
        _lake.Write("models/curated/one.sql", "/* tarn\njob: own\n*/\nSELECT 1 AS a");
        _lake.Write("models/curated/two.sql", "/* tarn\njob: own\n*/\nSELECT 2 AS a");
        _lake.Write("data/raw/orders/a.csv", "id,amount\n1,2.5\n");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_crawler_is_listed_and_runs()
    {
        ManualTimeProvider clock = new();
        SequentialIdSource ids = new();
        Buckets buckets = new(Path.Join(_lake.Path, "data"), clock, ids);
        await new CrawlerCatalog([], Documents(ids), buckets, clock).CreateAsync(
            new StoredCrawler { Name = "made", Database = "raw", Targets = [new CrawlTarget("raw", "orders/")] },
            Cancellation);

        Assert.Contains("made\traw\t", await _lake.RunAsync("ls", "crawlers"), StringComparison.Ordinal);
        Assert.Contains("made\traw.orders\tcreated", await _lake.RunAsync("crawl", "made"), StringComparison.Ordinal);
        Assert.Equal("2.5", await _lake.RunAsync("query", "SELECT sum(amount) FROM raw.orders"));
    }

    [Fact]
    public async Task A_job_is_listed_and_runs_what_it_selects()
    {
        StoredJob job = new()
        {
            Name = "made",
            DefaultArguments = new Dictionary<string, string>
            {
                [JobArguments.ModelsJob] = "own",
                [JobArguments.Select] = "curated.two",
            },
        };
        await _lake.RunAsync("validate");
        NamedEntries<StoredJob> jobs = new(
            Documents(new SequentialIdSource()), "entries/jobs/", "job", JobsJson.Default.StoredJob);
        await jobs.AddAsync(job.Name, job, Cancellation);

        Assert.Contains("made\t1\tcurated.two", await _lake.RunAsync("ls", "jobs"), StringComparison.Ordinal);
        Assert.StartsWith("curated.two\tsucceeded", await _lake.RunAsync("run", "made"), StringComparison.Ordinal);
        TestTerminal terminal = new(_lake.Path);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("run", "made", "own"));
    }

    private DocumentStore Documents(SequentialIdSource ids)
    {
        string state = Path.Join(_lake.Path, ".tarn");
        Directory.CreateDirectory(state);
        return new DocumentStore(state, ids);
    }
}

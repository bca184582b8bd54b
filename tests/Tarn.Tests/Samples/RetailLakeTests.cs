using Tarn.Cli;
using Tarn.Engine;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Xunit;

namespace Tarn.Tests.Samples;

/// <summary>The retail sample from files to answers, as its README says.</summary>
public sealed class RetailLakeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Generated_files_become_segments_of_customers()
    {
        await RunAsync("init", ".", "--example", "retail");
        TestTerminal before = new(_directory.Path);
        Assert.NotEqual(ExitCode.Ok, await before.RunAsync("validate"));
        Assert.Contains("no crawler has found yet", before.Error, StringComparison.Ordinal);

        await RunAsync("generate", "retail", "--rows", "6000", "--days", "20");
        await RunAsync("crawl");
        await RunAsync("validate");
        await RunAsync("run");

        string counts = await RunAsync(
            "query",
            "SELECT (SELECT count(*) FROM raw.sales) + (SELECT count(*) FROM raw.web), "
            + "(SELECT count(*) FROM staging.sales) < 6000, (SELECT count(*) FROM staging.sales) > 5800, "
            + "(SELECT sum(revenue - returned) FROM curated.daily_sales) "
            + "= (SELECT sum(line_total) FROM staging.sales)");
        Assert.Equal("6000\ttrue\ttrue\ttrue", counts.Trim());
        foreach (string query in (string[])["sales_last_30_days", "lifetime_value", "segments"])
        {
            Assert.NotEmpty(await RunAsync("query", "--name", query));
        }
    }

    [Fact]
    public async Task Real_files_give_the_figures_that_the_engine_alone_works_out()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string files = RealData.Require("retail", "online_retail");
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = instance.Connect();
        RetailExpected.Counts expected = await RetailExpected.LoadAsync(connection, files, cancellationToken);

        await RunAsync("demo", "retail", "--dir", ".", "--input", files);

        string counts = await RunAsync(
            "query", "SELECT (SELECT count(*) FROM raw.sales), (SELECT count(*) FROM staging.sales)");
        Assert.Equal($"{expected.Delivered}\t{expected.Staged}", counts.Trim());
        string repeated = Lines(await RunAsync("quality", "staging.sales"))
            .Single(line => line.Contains("exact_duplicate", StringComparison.Ordinal));
        Assert.Contains($"\t{expected.Repeated}\t", repeated, StringComparison.Ordinal);
        Assert.Equal(
            await RetailExpected.SalesOfLast30DaysAsync(connection, cancellationToken),
            Lines(await RunAsync("query", "--name", "sales_last_30_days")));
        Assert.Equal(
            await RetailExpected.LifetimeValueAsync(connection, cancellationToken),
            Lines(await RunAsync("query", "--name", "lifetime_value")).Select(line => line.Split('\t'))
                .Select(values => $"{values[0]}\t{values[2]}\t{values[3]}"));
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == ExitCode.Ok, $"tarn {string.Join(' ', arguments)}\n{terminal.Error}");
        return terminal.Output;
    }

    private static string[] Lines(string output) => output.ReplaceLineEndings("\n").Trim().Split('\n');
}

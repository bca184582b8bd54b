using Tarn.Cli;
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
    public async Task The_real_files_are_taken_as_well()
    {
        string[] files = Directory.GetFiles(RealData.Require("retail", "online_retail"), "2010-12-*.csv");
        await RunAsync("init", ".", "--example", "retail");
        await RunAsync("generate", "retail", "--rows", "500", "--days", "3", "--first-day", "2009-12-01");
        foreach (string file in files)
        {
            File.Copy(file, _directory.Sub("data", "raw", "retail", "sales", Path.GetFileName(file)));
        }

        await RunAsync("crawl");
        await RunAsync("run");

        long lines = files.Sum(file => File.ReadLines(file).Count() - 1L);
        string found = await RunAsync("query", "SELECT count(*) FROM raw.sales WHERE invoicedate >= DATE '2010-12-01'");
        Assert.Equal($"{lines}", found.Trim());
        string customers = await RunAsync("query", "SELECT count(*) > 800 FROM curated.customers");
        Assert.Equal("true", customers.Trim());
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == ExitCode.Ok, $"tarn {string.Join(' ', arguments)}\n{terminal.Error}");
        return terminal.Output;
    }
}

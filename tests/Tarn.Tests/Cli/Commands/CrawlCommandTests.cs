using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class CrawlCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public CrawlCommandTests()
    {
        Write("lake.yaml", "version: 1\nname: x\nzones: {raw: }\n");
        Write("crawlers/drops.yaml", "kind: crawler\ntargets: [{zone: raw}]\n");
        Write("data/raw/orders/a.csv", "id,amount\n1,2.5\n");
        Write("data/raw/orders/broken.json", "{");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_prints_tables_and_what_is_left_out_and_then_SQL_reads_them()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Ok, "crawl");

        Assert.Contains("drops\traw.orders\tcreated\t0\t0\t", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("left out: raw/orders/broken.json: its line 1", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("drops: 2 objects, 2 read, 1 left out; 1 tables", terminal.Error, StringComparison.Ordinal);
        terminal = await RunAsync(ExitCode.Ok, "query", "SELECT sum(amount) AS s FROM raw.orders", "-o", "csv");
        Assert.Equal("s\n2.5\n", terminal.Output.ReplaceLineEndings("\n"));
        terminal = await RunAsync(ExitCode.Ok, "ls", "crawlers");
        Assert.Contains("drops\traw\traw/\t", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_leaves_no_trace()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Ok, "crawl", "drops", "--dry-run");

        Assert.Contains("nothing was written", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Sub(".tarn", "documents", "crawlers")));
    }

    [Fact]
    public async Task A_result_in_a_Parquet_file_is_warned_of_as_any_other_when_files_are_left_out()
    {
        Write("data/raw/orders/b.csv", "id,amount\n2,3.5\n");
        await RunAsync(ExitCode.Ok, "crawl");
        Write("data/raw/orders/b.csv", "id,amount\nx,3.5\n");
        File.WriteAllBytes(_directory.Sub("data", "raw", "orders", "a.csv"), [0x1F, 0x8B, 8, 0]);

        TestTerminal terminal = await RunAsync(
            ExitCode.Ok, "query", "SELECT * FROM raw.orders", "-o", "parquet", "out.parquet");

        Assert.Contains("warning[TN6003]: raw/orders/a.csv cannot be read", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("warning[TN6003]: raw.orders: in column 'id'", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("1 row in out.parquet", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crawler_without_schedule_cannot_be_watched_and_a_schedule_is_listed()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Usage, "crawl", "drops", "--watch");
        Assert.Contains("crawler 'drops' has no schedule to watch for", terminal.Error, StringComparison.Ordinal);
        terminal = await RunAsync(ExitCode.Usage, "crawl", "--watch", "--dry-run");
        Assert.Contains("leave out --dry-run", terminal.Error, StringComparison.Ordinal);

        Write(
            "crawlers/drops.yaml",
            "kind: crawler\ntargets: [{zone: raw}]\nschedule: cron(30 4 1 1 ? *)\non_arrival: true\n");
        terminal = await RunAsync(ExitCode.Ok, "ls", "crawlers");
        Assert.Contains("\tcron(30 4 1 1 ? *), on arrival\t", terminal.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d{4}-01-01[T ]04:30", terminal.Output);
    }

    [Fact]
    public async Task An_unknown_crawler_is_an_error_with_the_nearest_name()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Usage, "crawl", "drop");

        Assert.Contains("did you mean 'drops'?", terminal.Error, StringComparison.Ordinal);
    }

    private async Task<TestTerminal> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, terminal.Error);
        return terminal;
    }

    private void Write(string path, string text)
    {
        string full = _directory.Sub(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}

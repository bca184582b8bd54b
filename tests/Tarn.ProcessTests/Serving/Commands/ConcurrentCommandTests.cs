using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>
/// Several commands in one server, commands that are interrupted, and definitions that change meanwhile.
/// </summary>
public sealed class ConcurrentCommandTests(TwinLakes lakes) : IClassFixture<TwinLakes>
{
    private const string Slow = "SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c";

    [Fact]
    public async Task Two_clients_at_once_each_get_their_own()
    {
        TarnResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            lakes.RunServedAsync("query", "-o", "csv", $"SELECT {i} AS n, count(*) AS c FROM range(1000000)")));

        Assert.Equal(
            Enumerable.Range(0, 6).Select(i => $"n,c\n{i},1000000\n"), results.Select(result => result.Output));
        Assert.All(results, result => Assert.Equal("", result.Errors));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_statement_in_the_server_and_the_others_go_on()
    {
        using TarnProcess slow = TarnProcess.Start(["-C", lakes.Served.Lake.Directory, "query", Slow]);
        await WaitForQueriesAsync(1);
        Assert.Equal("a\n0\n", (await lakes.RunServedAsync("query", "-o", "csv", "SELECT 0 AS a")).Output);

        await slow.InterruptAsync();
        TarnResult interrupted = await slow.WaitAsync();
        await WaitForQueriesAsync(0);

        Assert.Equal(TarnProcess.Interrupted, interrupted.ExitCode);
        Assert.Contains("error[TN1004]: interrupted", interrupted.Errors, StringComparison.Ordinal);
        Assert.Equal("a\n1\n", (await lakes.RunServedAsync("query", "-o", "csv", "SELECT 1 AS a")).Output);
    }

    [Fact]
    public async Task A_client_that_is_killed_stops_its_statement()
    {
        using TarnProcess slow = TarnProcess.Start(["-C", lakes.Served.Lake.Directory, "query", Slow]);
        await WaitForQueriesAsync(1);

        slow.Kill();

        await WaitForQueriesAsync(0);
    }

    [Fact]
    public async Task Runs_come_one_after_another_and_queries_do_not_wait_for_them()
    {
        Task<TarnResult>[] runs =
            [lakes.RunServedAsync("run", "--full-refresh"), lakes.RunServedAsync("run", "--full-refresh")];
        ClientResult athena = await lakes.Served.RunAsync(
            ClientProgram.AwsCli, "--endpoint-url", lakes.Served.Endpoint, "athena", "start-query-execution",
            "--query-string", "SELECT id FROM curated.totals", "--output", "text");
        TarnResult[] results = await Task.WhenAll(runs);

        Assert.Equal(0, athena.ExitCode);
        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
    }

    [Fact]
    public async Task A_model_that_is_written_while_the_server_runs_is_known_to_commands_and_to_athena()
    {
        lakes.Served.Lake.WriteModel("curated.later", "job: totals", "SELECT 7 AS id");

        TarnResult run = await lakes.RunServedAsync("run", "-s", "curated.later");
        ClientResult table = await lakes.Served.RunAsync(
            ClientProgram.AwsCli, "--endpoint-url", lakes.Served.Endpoint, "glue", "get-table",
            "--database-name", "curated", "--name", "later", "--query", "Table.Name", "--output", "text");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("later", table.Output.Trim());
    }

    [Fact]
    public async Task A_crawl_of_a_command_is_one_of_the_servers()
    {
        TarnResult crawl = await lakes.RunServedAsync("crawl", "drops");
        ClientResult last = await lakes.Served.RunAsync(
            ClientProgram.AwsCli, "--endpoint-url", lakes.Served.Endpoint, "glue", "get-crawler",
            "--name", "drops", "--query", "Crawler.LastCrawl.Status", "--output", "text");

        Assert.True(crawl.ExitCode == 0, crawl.ToString());
        Assert.Equal("SUCCEEDED", last.Output.Trim());
    }

    /// <summary>Until so many requests run in the server, the one that asks not counted.</summary>
    private async Task WaitForQueriesAsync(int count)
    {
        using HttpClient client = new();
        string metrics;
        do
        {
            metrics = await client.GetStringAsync(
                lakes.Served.Endpoint + "/metrics", TestContext.Current.CancellationToken);
        }
        while (!metrics.Contains($"\ntarn_requests_running {count}\n", StringComparison.Ordinal));
    }
}

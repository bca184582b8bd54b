using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>Servers that end while commands run in them, and what they leave.</summary>
public sealed class LostServerTests : IAsyncLifetime
{
    private const string Slow = "SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c";

    private readonly ServedLake _lake = new();

    public ValueTask InitializeAsync() => _lake.InitializeAsync();

    public ValueTask DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task A_server_that_is_killed_is_told_of_and_the_next_command_runs_without_it()
    {
        _lake.Lake.WriteModel("curated.slow", "job: slow", Slow);
        using TarnProcess run = TarnProcess.Start(["-C", _lake.Lake.Directory, "run", "-s", "curated.slow"]);
        await WaitForRunAsync();

        _lake.Kill();
        TarnResult lost = await run.WaitAsync();
        _lake.Lake.WriteModel("curated.slow", "job: slow", "SELECT 3 AS id");
        TarnResult again = await TarnProcess.RunAsync("-C", _lake.Lake.Directory, "run", "-s", "curated.slow");
        TarnResult rows = await TarnProcess.RunAsync(
            "-C", _lake.Lake.Directory, "query", "-v", "-o", "csv", "SELECT id FROM curated.slow");

        Assert.Equal(1, lost.ExitCode);
        Assert.Contains("error[TN1008]", lost.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_lake.Lake.Directory, ".tarn", "server.json")));
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("id\n3\n", rows.Output);
        Assert.DoesNotContain("the server at", rows.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_interrupts_commands_and_ends_well()
    {
        using TarnProcess query = TarnProcess.Start(["-C", _lake.Lake.Directory, "query", Slow]);
        await WaitForRequestAsync();
        await TarnProcess.RunAsync("-C", _lake.Lake.Directory, "query", "SELECT 1");

        TarnResult server = await _lake.StopAsync();
        TarnResult interrupted = await query.WaitAsync();

        Assert.Equal(0, server.ExitCode);
        Assert.Equal(TarnProcess.Interrupted, interrupted.ExitCode);
        Assert.Contains("error[TN1004]: interrupted", interrupted.Errors, StringComparison.Ordinal);
    }

    private async Task WaitForRunAsync()
    {
        string logs = Path.Combine(_lake.Lake.Directory, ".tarn", "logs");
        while (!Directory.Exists(logs) || !Directory.EnumerateFiles(logs).Any())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task WaitForRequestAsync()
    {
        using HttpClient client = new();
        string metrics;
        do
        {
            metrics = await client.GetStringAsync(_lake.Endpoint + "/metrics", TestContext.Current.CancellationToken);
        }
        while (metrics.Contains("\ntarn_requests_running 0\n", StringComparison.Ordinal));
    }
}

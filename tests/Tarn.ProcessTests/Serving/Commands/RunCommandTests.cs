using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>Runs that go on in a server are watched, followed and ended from other processes.</summary>
public sealed class RunCommandTests(WorkingLake lake) : IClassFixture<WorkingLake>
{
    [Fact]
    public async Task A_run_is_started_watched_followed_and_cancelled_from_outside()
    {
        TarnResult started = await RunAsync("jobs", "run", "slow", "--detach");
        Assert.True(started.ExitCode == 0, started.Errors);
        string id = started.Output.Trim().Split('\t')[1];
        await WaitUntilAsync("runs", ["show", id], "curated.slow\trunning\t");
        using TarnProcess monitor = Start("jobs", "monitor", "slow");
        using TarnProcess follower = Start("runs", "logs", "-f", id);
        Assert.Contains($"{id}\trunning\tslow", (await RunAsync("runs", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("runs already", (await RunAsync("jobs", "run", "slow", "-d")).Errors, StringComparison.Ordinal);

        TarnResult cancelled = await RunAsync("runs", "cancel", id);

        Assert.True(cancelled.ExitCode == 0, cancelled.Errors);
        TarnResult watched = await monitor.WaitAsync();
        Assert.Equal(1, watched.ExitCode);
        Assert.Contains($"run {id}", watched.Errors, StringComparison.Ordinal);
        Assert.Contains($"{id}\tcancelled\tslow", watched.Output, StringComparison.Ordinal);
        Assert.Contains("run Cancelled", (await follower.WaitAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("runs", "cancel", id)).ExitCode);
    }

    [Fact]
    public async Task A_run_that_somebody_waits_for_is_cancelled_by_somebody_else()
    {
        using TarnProcess waiting = Start("run", "-s", "curated.slow", "-q");
        string id = "";
        await WaitUntilAsync(
            "runs", ["list", "--job", "slow", "-n", "1"], "\trunning\t", output => id = output.Split('\t')[0]);

        Assert.Equal(0, (await RunAsync("runs", "cancel", id)).ExitCode);

        Assert.Equal(TarnProcess.Interrupted, (await waiting.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task A_run_of_the_background_is_done_again_by_a_person()
    {
        string id = (await RunAsync("jobs", "run", "broken", "--detach")).Output.Trim().Split('\t')[1];
        await RunAsync("jobs", "monitor", "broken");

        Assert.Equal(1, (await RunAsync("runs", "retry", id)).ExitCode);

        string latest = (await RunAsync("runs", "list", "--job", "broken", "-n", "1")).Output;
        Assert.Equal("2", latest.Split('\t')[10]);
    }

    private async Task WaitUntilAsync(string command, string[] arguments, string text, Action<string>? found = null)
    {
        while (true)
        {
            string output = (await RunAsync([command, .. arguments])).Output;
            if (output.Contains(text, StringComparison.Ordinal))
            {
                found?.Invoke(output);
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private TarnProcess Start(params string[] arguments) =>
        TarnProcess.Start(["-C", lake.Lake.Directory, .. arguments]);

    private Task<TarnResult> RunAsync(params string[] arguments) =>
        TarnProcess.RunAsync(["-C", lake.Lake.Directory, .. arguments]);
}

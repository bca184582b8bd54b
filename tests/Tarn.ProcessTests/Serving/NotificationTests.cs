using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>A served lake tells of failure and recovery, also of what it was killed over.</summary>
public sealed class NotificationTests(NotifyingLake lake) : IClassFixture<NotifyingLake>
{
    [Fact]
    public async Task Failure_and_recovery_are_told_once_each_across_a_kill()
    {
        await RunAsync("jobs", "run", "flaky");
        await UntilAsync(1);
        await RunAsync("jobs", "run", "flaky");
        Assert.Contains("\"event\":\"failed\"", lake.Hook.Requests.Single().Body, StringComparison.Ordinal);

        string slow = (await RunAsync("jobs", "run", "slow", "-d")).Output.Trim().Split('\t')[1];
        while (!(await RunAsync("runs", "show", slow)).Output.Contains("running", StringComparison.Ordinal))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        lake.Kill();
        lake.MakeFlaky("'1'");
        await lake.StartAsync();
        await UntilAsync(2);
        Assert.Contains("job slow failed", lake.Hook.Requests.Last().Body, StringComparison.Ordinal);

        await RunAsync("jobs", "run", "flaky");
        await UntilAsync(3);
        Assert.Contains("job flaky works again", lake.Hook.Requests.Last().Body, StringComparison.Ordinal);
    }

    private async Task UntilAsync(int requests)
    {
        while (lake.Hook.Requests.Count < requests)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private Task<TarnResult> RunAsync(params string[] arguments) =>
        TarnProcess.RunAsync(["-C", lake.Lake.Directory, .. arguments]);
}

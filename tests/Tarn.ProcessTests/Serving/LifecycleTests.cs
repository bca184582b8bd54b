using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Rules set by boto3, done by the command, seen by boto3.</summary>
public sealed class LifecycleTests(ServedLake lake) : IClassFixture<ServedLake>
{
    [Fact]
    public async Task Rules_that_a_client_sets_are_planned_done_and_told()
    {
        await RunScriptAsync("set");
        await lake.StopAsync();

        string[] expected = ["cold/a transition", "cool/large transition", "old/a expire", "tagged expire"];
        Assert.Equal(expected, await RunAsync("storage", "lifecycle", "t-lifecycle", "--dry-run"));
        Assert.Equal(expected, await RunAsync("storage", "lifecycle", "--dry-run"));
        Assert.Equal(expected, await RunAsync("storage", "lifecycle"));
        Assert.Empty(await RunAsync("storage", "lifecycle"));
        Assert.Equal(expected, await RunAsync("storage", "audit", "t-lifecycle"));

        await lake.StartAsync();
        await RunScriptAsync("see");
    }

    private async Task RunScriptAsync(string part)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", "lifecycle_rules.py");
        ClientResult result = await lake.RunAsync(ClientProgram.Python, script, lake.Endpoint, part);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    /// <summary>Keys and actions of the rows that the command writes.</summary>
    private async Task<string[]> RunAsync(params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(["-C", lake.Lake.Directory, .. arguments, "-o", "csv"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return
        [
            .. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.Split(','))
                .Select(values => $"{values[1]} {values[2]}"),
        ];
    }
}

using System.Globalization;
using System.Text.Json;
using Tarn.Common;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Flows;

/// <summary>Runs of workflows and moments of schedules survive the death of their process.</summary>
public sealed class WorkflowKillTests : IDisposable
{
    private readonly LakeRig _lake = new();

    public WorkflowKillTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.WriteModel("curated.first", "job: first", "SELECT 1 AS id");
        _lake.WriteModel("curated.second", "job: second", "SELECT 2 AS id");
        _lake.Write("workflows/etl.yaml", """
            kind: workflow
            concurrency: {max: 1, queue: one}
            steps:
              first: {job: first}
              many: {query: "SELECT ${item} AS x", for_each: [1, 2], at_once: 1, needs: first}
              second: {job: second, needs: many}
            """);
        _lake.Write("workflows/last.yaml", """
            kind: workflow
            concurrency: {max: 1, queue: one}
            steps: {wait: {wait: 1s}}
            """);
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task No_step_is_run_again_that_has_succeeded_wherever_the_process_dies()
    {
        string[] places =
        [
            $"{Failpoints.FlowsStepDone}:1",
            $"{Failpoints.FlowsStepKept}:3",
            .. LongTests.AreWanted
                ? (string[])[
                    $"{Failpoints.FlowsStepIntended}:1", $"{Failpoints.FlowsStepIntended}:4",
                    $"{Failpoints.FlowsStepDone}:4", $"{Failpoints.FlowsStepKept}:1",
                    $"{Failpoints.StateWriteBeforeRename}:3", $"{Failpoints.StateWriteAfterRename}:9",
                ]
                : [],
        ];
        for (int number = 1; number <= places.Length; number++)
        {
            TarnResult killed = await RunAsync(places[number - 1], "workflows", "run", "etl");
            Assert.Equal(TarnProcess.Killed, killed.ExitCode);

            // It waits for its place, and so for the end of what was left over.
            TarnResult last = await RunAsync(place: null, "workflows", "run", "last");
            Assert.True(last.ExitCode == 0, last.Errors);
            Assert.Equal((number, number), (await CountAsync("first"), await CountAsync("second")));
        }

        JsonElement[] runs = await ReadAsync("workflows", "runs", "etl");
        Assert.Equal(places.Length, runs.Length);
        Assert.All(runs, run => Assert.Equal("succeeded", run.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_moment_that_is_due_starts_one_run_when_the_server_dies_on_the_way()
    {
        // In this order: what a server before has started is looked for at the start of the next one.
        string[] places = LongTests.AreWanted
            ? [Failpoints.FlowsDueStarted, Failpoints.FlowsDueWritten]
            : [Failpoints.FlowsDueStarted];
        for (int number = 1; number <= places.Length; number++)
        {
            string due = DateTime.UtcNow.AddSeconds(12).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
            _lake.Write(
                "workflows/once.yaml", $"kind: workflow\nschedule: at({due})\nsteps: {{first: {{job: first}}}}\n");
            using ServerProcess doomed = await ServerProcess.StartAsync(
                _lake.Directory, new Dictionary<string, string> { [Failpoint.Variable] = places[number - 1] });
            Assert.Equal(TarnProcess.Killed, (await doomed.WaitAsync()).ExitCode);

            using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory);
            JsonElement[] runs = await ReadAsync("workflows", "runs", "once");
            while (runs.Count(run => run.GetProperty("state").GetString() == "succeeded") < number)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
                runs = await ReadAsync("workflows", "runs", "once");
            }

            TarnResult stopped = await server.StopAsync();
            Assert.True(stopped.ExitCode == 0, stopped.Errors);
            Assert.Equal(number, runs.Length);
        }
    }

    /// <summary>Runs of a job that have succeeded.</summary>
    private async Task<int> CountAsync(string job) => (await ReadAsync("runs", "list", "--job", job, "-n", "100"))
        .Count(run => run.GetProperty("state").GetString() is "succeeded" or "up to date" or "up_to_date");

    private async Task<JsonElement[]> ReadAsync(params string[] command)
    {
        TarnResult result = await RunAsync(place: null, [.. command, "-o", "jsonl"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonElement.Parse(line))];
    }

    private async Task<TarnResult> RunAsync(string? place, params string[] command)
    {
        Dictionary<string, string> variables = place is null ? [] : new() { [Failpoint.Variable] = place };
        using TarnProcess process = TarnProcess.Start(["-C", _lake.Directory, .. command], variables);
        return await process.WaitAsync();
    }
}

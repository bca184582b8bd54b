using System.Text.Json;
using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Workflows;

public sealed class WorkflowCommandTests : IDisposable
{
    private readonly LakeRig _lake = new();
    private readonly SequentialIdSource _ids = new();

    public WorkflowCommandTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.WriteModel("curated.orders", "job: etl", "SELECT range AS id FROM range(3)");
        _lake.Write("workflows/daily.yaml", """
            kind: workflow
            description: day by day
            schedule: 0 1 * * *
            time_zone: Europe/Berlin
            parameters: {start: , end: , least: "3"}
            steps:
              load: {job: etl}
              count: {query: "SELECT count(*) AS n, '$${not}' <> '' AS kept FROM curated.orders", needs: load}
              enough: {query: "SELECT 1 AS one", needs: count, when: "${steps.count.outputs.n} >= ${parameters.least}"}
              parts:
                needs: enough
                for_each: {query: "SELECT id FROM curated.orders ORDER BY id"}
                query: SELECT ${item} * 2 AS twice, ${parameters.start} AS start
            """);
        _lake.Write("workflows/failing.yaml", """
            kind: workflow
            steps:
              first: {query: SELECT 1 AS one}
              bad: {query: "SELECT CAST('x' AS INTEGER) AS x", needs: first}
            """);
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_workflow_is_run_and_shown_with_what_its_steps_gave()
    {
        JsonElement[] steps = await RowsAsync("workflows run daily --set start=2024-01-01 --set end=2024-01-02");

        Assert.Equal(
            ["load", "count", "enough", "parts", "parts[0]", "parts[1]", "parts[2]"],
            steps.Select(step => step.GetProperty("step").GetString()));
        Assert.All(steps, step => Assert.Equal("succeeded", step.GetProperty("state").GetString()));
        Assert.Equal("n=3, kept=true, rows=1", steps[1].GetProperty("outputs").GetString());
        Assert.Equal("twice=4, start=2024-01-01, rows=1", steps[^1].GetProperty("outputs").GetString());

        JsonElement run = Assert.Single(await RowsAsync("workflows runs daily"));
        string id = run.GetProperty("run").GetString()!;
        Assert.Equal(7, (await RowsAsync($"workflows show {id}")).Length);
        Assert.Equal(
            ["succeeded"],
            await _lake.QueryAsync($"SELECT DISTINCT step_state FROM system.workflow_runs WHERE run_id = '{id}'"));
    }

    [Fact]
    public async Task What_failed_is_done_again_and_what_has_succeeded_is_not()
    {
        TestTerminal terminal = CreateTerminal();
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("workflows", "run", "failing"));
        Assert.Contains("step 'bad' is failed", terminal.Error, StringComparison.Ordinal);
        JsonElement first = Assert.Single(await RowsAsync("workflows runs"));
        string id = first.GetProperty("run").GetString()!;

        TestTerminal again = CreateTerminal();
        Assert.Equal(ExitCode.Failed, await again.RunAsync("workflows", "rerun", id));
        Assert.Contains("step 'bad' is failed", again.Error, StringComparison.Ordinal);

        Assert.Equal(
            ["1"],
            await _lake.QueryAsync(
                "SELECT count(DISTINCT step_started_at) FROM system.workflow_runs WHERE step = 'first'"));
        Assert.Equal(
            ["2"], await _lake.QueryAsync("SELECT count(*) FROM system.workflow_runs WHERE step = 'bad'"));
    }

    [Fact]
    public async Task Workflows_and_schedules_are_listed_with_their_next_moment()
    {
        JsonElement[] workflows = await RowsAsync("workflows list");

        Assert.Equal(["daily", "failing"], workflows.Select(row => row.GetProperty("workflow").GetString()));
        Assert.Equal("0 1 * * * Europe/Berlin", workflows[0].GetProperty("schedule").GetString());
        Assert.Equal(2, (await RowsAsync("ls workflows")).Length);
        JsonElement schedule = Assert.Single(await RowsAsync("schedules list"));
        Assert.Equal("schedules/workflows/daily", schedule.GetProperty("schedule").GetString());
        Assert.Equal("workflow daily", schedule.GetProperty("starts").GetString());
        Assert.Equal(3, (await RowsAsync("schedules list --next 3")).Length);
    }

    [Fact]
    public async Task A_backfill_runs_each_interval_once_and_shows_before_what_it_would_do()
    {
        const string range = "backfill daily --from 2024-01-01 --to 2024-01-04 --step 2d --parallel 2";

        Assert.Equal("missing missing", await StatesAsync($"{range} --dry-run"));
        Assert.Equal("succeeded succeeded", await StatesAsync(range));
        Assert.Equal("succeeded succeeded", await StatesAsync($"{range} --dry-run"));
        await StatesAsync(range);

        Assert.Equal(2, (await RowsAsync("workflows runs")).Length);
    }

    [Theory]
    [InlineData("workflows run none", "there is no workflow 'none'")]
    [InlineData("workflows run daily", "workflow 'daily' needs its parameter 'start'")]
    [InlineData("workflows run failing --set x=y", "workflow 'failing' has no parameter 'x'")]
    [InlineData("workflows run failing --set x", "'x' is no parameter; expected NAME=VALUE")]
    [InlineData("workflows run failing --detach", "none has this lake")]
    [InlineData("workflows show none", "there is no run 'none'")]
    [InlineData("workflows approve none", "there is no run 'none'")]
    [InlineData("backfill daily --from then --to 2024-01-04", "'then' is no moment")]
    [InlineData("backfill daily --from 2024-01-04 --to 2024-01-04", "there is no interval")]
    public async Task What_cannot_be_done_is_told(string command, string expected)
    {
        TestTerminal terminal = new(_lake.Directory);

        ExitCode found = await terminal.RunAsync(command.Split(' '));

        Assert.Contains(expected, terminal.Error, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, found);
    }

    private TestTerminal CreateTerminal() => new(_lake.Directory) { IdSource = _ids };

    private async Task<string> StatesAsync(string command) => string.Join(
        ' ', (await RowsAsync(command)).Select(row => row.GetProperty("state").GetString()));

    private async Task<JsonElement[]> RowsAsync(string command)
    {
        TestTerminal terminal = CreateTerminal();
        ExitCode exitCode = await terminal.RunAsync([.. command.Split(' '), "-o", "jsonl"]);
        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        return [.. terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))];
    }
}

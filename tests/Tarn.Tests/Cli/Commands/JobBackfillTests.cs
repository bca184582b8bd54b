using System.Text.Json;
using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class JobBackfillTests : IDisposable
{
    private const string Days = "--from 2024-02-01 --to 2024-02-04 -o jsonl";

    private readonly LakeRig _lake = EventsLake.Create();
    private readonly SequentialIdSource _ids = new();

    public JobBackfillTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.WriteModel(
            "staging.events",
            """
            job: etl
            materialized: incremental
            strategy: insert_overwrite
            partition_by: [day]
            parameters: {start: 2000-01-01, end: 2100-01-01, least: 0}
            """,
            EventsLake.AllColumns + " WHERE day >= :start::DATE AND day < :end::DATE AND amount >= :least::DOUBLE");
        _lake.WriteModel(
            "curated.days", "job: etl", "SELECT day, sum(amount) AS total FROM staging.events GROUP BY day");
        _lake.WriteModel("curated.kinds", "job: other", "SELECT DISTINCT kind FROM staging.events");
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-02,x,2", "3,2024-02-03,x,3", "4,2024-02-04,x,4");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_job_is_run_once_for_each_interval()
    {
        Assert.Equal("missing missing missing", await StatesAsync($"backfill etl {Days} --dry-run"));
        Assert.Equal("succeeded succeeded succeeded", await StatesAsync($"backfill etl {Days} --parallel 2"));
        Assert.Equal("succeeded succeeded succeeded", await StatesAsync($"backfill etl {Days} --dry-run"));
        Assert.Equal("succeeded succeeded succeeded", await StatesAsync($"backfill etl {Days}"));

        Assert.Equal(3, (await RowsAsync("workflows runs -o jsonl")).Length);
        Assert.Equal(["1|2024-02-01|x|1", "2|2024-02-02|x|2", "3|2024-02-03|x|3"], await _lake.RowsAsync());
        Assert.Equal(["3"], await _lake.QueryAsync("SELECT count(*) FROM curated.days"));
    }

    [Fact]
    public async Task An_interval_that_fails_is_run_again()
    {
        Assert.Equal(
            "failed failed failed", await StatesAsync($"backfill etl {Days} --set least=none", ExitCode.Failed));

        Assert.Equal("succeeded succeeded succeeded", await StatesAsync($"backfill etl {Days}"));
        Assert.Equal(3, (await _lake.RowsAsync()).Length);
    }

    [Fact]
    public async Task A_run_with_values_tells_them_and_is_repeated_with_them()
    {
        await RowsAsync("run etl --set start=2024-02-02 --set end=2024-02-03 -o jsonl");
        await RowsAsync("runs retry -o jsonl");

        TestTerminal shown = new(_lake.Directory) { IdSource = _ids };
        Assert.Equal(ExitCode.Ok, await shown.RunAsync("runs", "show"));
        Assert.Contains("parameters: start=2024-02-02, end=2024-02-03", shown.Error, StringComparison.Ordinal);
        Assert.Equal(["2|2024-02-02|x|2"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Steps_of_workflows_pass_parameters_on_as_arguments()
    {
        _lake.Write("workflows/daily.yaml", """
            kind: workflow
            parameters: {start: , end: }
            steps:
              load: {job: etl, arguments: {start: "${parameters.start}", --end: "${parameters.end}"}}
            """);

        Assert.Equal("succeeded succeeded succeeded", await StatesAsync($"backfill daily {Days}"));

        Assert.Equal(3, (await _lake.RowsAsync()).Length);
    }

    [Theory]
    [InlineData("backfill other --from 2024-02-01 --to 2024-02-02", "no model of the job 'other' has the parameters")]
    [InlineData("backfill none --from 2024-02-01 --to 2024-02-02", "there is no workflow 'none'")]
    [InlineData("backfill etl --from 2024-02-01 --to 2024-02-02 --set x=1", "has no parameter 'x'")]
    [InlineData("run etl --set strat=2024-02-01", "did you mean 'start'?")]
    [InlineData("run other --set start=2024-02-01", "no selected model has a parameter 'start'")]
    [InlineData("run etl --set start", "'start' is no parameter; expected NAME=VALUE")]
    public async Task What_cannot_be_done_is_told(string command, string expected)
    {
        TestTerminal terminal = new(_lake.Directory) { IdSource = _ids };

        ExitCode found = await terminal.RunAsync(command.Split(' '));

        Assert.Contains(expected, terminal.Error, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, found);
    }

    [Fact]
    public async Task Lineage_goes_through_models_with_parameters()
    {
        TestTerminal terminal = new(_lake.Directory) { IdSource = _ids };

        ExitCode exitCode = await terminal.RunAsync("lineage", "curated.days", "--up", "-o", "csv");

        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        Assert.Contains("raw.events.amount,staging.events.amount,identity", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("raw.events.day,staging.events", terminal.Output, StringComparison.Ordinal);
    }

    private async Task<string> StatesAsync(string command, ExitCode expected = ExitCode.Ok) => string.Join(
        ' ', (await RowsAsync(command, expected)).Select(row => row.GetProperty("state").GetString()));

    private async Task<JsonElement[]> RowsAsync(string command, ExitCode expected = ExitCode.Ok)
    {
        TestTerminal terminal = new(_lake.Directory) { IdSource = _ids };
        ExitCode exitCode = await terminal.RunAsync(command.Split(' '));
        Assert.True(exitCode == expected, terminal.Error);
        return [.. terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))];
    }
}

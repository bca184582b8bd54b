using Tarn.Cli;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Xunit;

namespace Tarn.Tests.Jobs.Lineage;

public sealed class RunLineageTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    public RunLineageTests()
    {
        _lake.WriteModel("staging.events", "materialized: incremental\nbookmark: raw.events", EventsLake.AllColumns);
        _lake.WriteModel("curated.sums", "materialized: table", "SELECT sum(amount) AS total FROM staging.events");
        _lake.Deliver("one", "1,2024-02-01,a,2.5");
        _lake.Deliver("two", "2,2024-02-01,b,3.5");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_run_keeps_what_its_steps_read_with_versions_and_numbers_of_files()
    {
        RunReport first = await _lake.RunAsync();
        _lake.Deliver("three", "3,2024-02-01,c,1");
        RunReport second = await _lake.RunAsync();

        Assert.Equal(
            [new StepInput("raw.events", null, 2), new StepInput("staging.events", 0, 1)],
            first.Steps.SelectMany(step => step.Inputs));
        Assert.Equal(
            [new StepInput("raw.events", null, 1), new StepInput("staging.events", 1, 2)],
            second.Steps.SelectMany(step => step.Inputs));
    }

    [Fact]
    public async Task The_columns_of_a_run_stay_as_they_were_when_the_SQL_changes()
    {
        RunReport first = await _lake.RunAsync();
        _lake.WriteModel("curated.sums", "materialized: table", "SELECT count(id) AS total FROM staging.events");
        RunReport second = await _lake.RunAsync();

        Assert.Contains("staging.events.amount,curated.sums.total,aggregation", await UpAsync(first));
        Assert.Contains("raw.events.amount,staging.events.amount,identity", await UpAsync(first));
        string changed = await UpAsync(second);
        Assert.Contains("staging.events.id,curated.sums.total,aggregation", changed);
        Assert.DoesNotContain("amount", changed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_wrote_nothing_and_a_table_of_no_run_are_told()
    {
        RunReport first = await _lake.RunAsync();
        RunReport second = await _lake.RunAsync();
        Assert.Equal(RunState.UpToDate, second.State);

        Assert.Contains("filled no table", await ErrorAsync("curated.sums", second.RunId), StringComparison.Ordinal);
        Assert.Contains("filled no table", await ErrorAsync("raw.other", first.RunId), StringComparison.Ordinal);
        Assert.Contains("there is no run 'xyz'", await ErrorAsync("raw.other", "xyz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_shown_with_what_it_read()
    {
        RunReport run = await _lake.RunAsync();
        TestTerminal terminal = new(_lake.Directory) { IsTerminal = true };

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync("runs", "show", run.RunId));

        Assert.Matches(@"staging\.events\s+.*raw\.events\s+.*2", terminal.Output);
        Assert.Contains($"lineage TABLE --run {run.RunId}", terminal.Error, StringComparison.Ordinal);
    }

    private async Task<string> UpAsync(RunReport run)
    {
        TestTerminal terminal = new(_lake.Directory);
        ExitCode exitCode = await terminal.RunAsync(
            "lineage", "curated.sums", "--up", "--run", run.RunId, "-o", "csv");
        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        return terminal.Output;
    }

    private async Task<string> ErrorAsync(string table, string run)
    {
        TestTerminal terminal = new(_lake.Directory);
        Assert.NotEqual(ExitCode.Ok, await terminal.RunAsync("lineage", table, "--run", run));
        return terminal.Error;
    }
}

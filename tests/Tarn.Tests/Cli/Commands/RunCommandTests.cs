using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    public RunCommandTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.Deliver("a", "1,2024-02-01,a,10", "2,2024-02-01,b,-5");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_failed_step_is_told_with_its_code_and_so_is_the_run()
    {
        WriteModel("- range: {column: amount, min: 0}");
        _lake.WriteModel("curated.events", "materialized: table", "SELECT id FROM staging.events");

        TestTerminal terminal = await RunAsync(ExitCode.Failed);

        Assert.Contains(
            "error[TN6001]: staging.events: check 'range_amount' failed: 1 row",
            terminal.Error,
            StringComparison.Ordinal);
        Assert.Contains("1 failed · 1 skipped", terminal.Error, StringComparison.Ordinal);
        Assert.Contains(
            "error[TN6002]: 1 of 2 steps failed\n  = 'tarn runs logs ", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_warning_with_a_code()
    {
        _lake.Write("data/raw/events/b.csv", "");
        WriteModel("- not_null: [id]");

        TestTerminal terminal = await RunAsync(ExitCode.Ok);

        Assert.Contains(
            "warning[TN6003]: staging.events: raw/events/b.csv cannot be read and is left out: the file is empty",
            terminal.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do()
    {
        WriteModel("- not_null: [id]");
        await RunAsync(ExitCode.Ok);

        TestTerminal terminal = await RunAsync(ExitCode.Ok);

        Assert.Contains("Nothing new: all 1 tables are up to date", terminal.Error, StringComparison.Ordinal);
    }

    private void WriteModel(string checks) =>
        _lake.WriteModel("staging.events", $"materialized: table\nchecks:\n  {checks}", EventsLake.AllColumns);

    private async Task<TestTerminal> RunAsync(ExitCode expected)
    {
        TestTerminal terminal = new(_lake.Directory);
        ExitCode exitCode = await terminal.RunAsync("run");
        Assert.True(exitCode == expected, $"{exitCode}: {terminal.Error}");
        return terminal;
    }
}

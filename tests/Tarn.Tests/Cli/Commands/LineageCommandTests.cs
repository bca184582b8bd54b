using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class LineageCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_columns_of_the_taxi_lake_are_followed_from_end_to_end()
    {
        await RunAsync(ExitCode.Ok, "init", ".", "--example", "taxi");

        string[] up = await LinesAsync("lineage", "curated.daily_metrics.trips", "--up", "-o", "csv");
        Assert.All(up.Skip(1), line => Assert.StartsWith("up,", line, StringComparison.Ordinal));

        string[] down = await LinesAsync("lineage", "raw.trips.fare_amount", "--down", "-o", "csv");
        Assert.Contains(down, line => line.StartsWith("down,1,raw.trips.fare_amount,staging.trips.fare_amount,"));
        Assert.Contains(down, line => line.StartsWith("down,2,staging.trips.fare_amount,curated."));
    }

    [Fact]
    public async Task Every_column_of_every_model_of_the_taxi_lake_comes_from_a_column_that_is_there()
    {
        await RunAsync(ExitCode.Ok, "init", ".", "--example", "taxi");
        foreach (string table in (string[])
            ["staging.trips", "curated.daily_metrics", "curated.location_analytics", "curated.performance_summary"])
        {
            string[] lines = await LinesAsync("lineage", table, "--up", "-o", "csv");
            Assert.True(lines.Length > 10, $"{table}: {lines.Length} lines");
            Assert.All(lines.Skip(1), line => Assert.Matches(@"^up,\d+,(raw|staging)\.\w+\.\w+,\w+\.\w+", line));
        }
    }

    [Fact]
    public async Task A_name_that_is_not_there_gets_the_nearest_one()
    {
        await RunAsync(ExitCode.Ok, "init", ".", "--example", "taxi");

        string table = await ErrorAsync("lineage", "staging.trip");
        Assert.Contains("staging.trips", table, StringComparison.Ordinal);
        string column = await ErrorAsync("lineage", "staging.trips.fare_amoun");
        Assert.Contains("fare_amount", column, StringComparison.Ordinal);
    }

    private async Task<string> ErrorAsync(params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        Assert.NotEqual(ExitCode.Ok, await terminal.RunAsync(arguments));
        return terminal.Error;
    }

    private async Task<string[]> LinesAsync(params string[] arguments) =>
        (await RunAsync(ExitCode.Ok, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, terminal.Error);
        return terminal.Output;
    }
}

using System.Text.Json;
using Tarn.Cli;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

/// <summary>ls, show, preview, history, runs, quality and bookmark over a lake that ran once.</summary>
public sealed class LookingCommandTests(CliLake lake) : IClassFixture<CliLake>
{
    [Theory]
    [InlineData("ls", "staging.trips\tmanaged\t")]
    [InlineData("ls tables", "staging.trips__quarantine\tquarantine\t")]
    [InlineData("ls models", "staging.trips\ttaxi-staging\tincremental\tdelete_insert\t")]
    [InlineData("ls jobs", "taxi-curated\t5\t")]
    [InlineData("ls queries", "busiest_zones\tThe ten zones")]
    [InlineData("ls runs", "\tsucceeded\ttaxi-staging, taxi-curated\t")]
    [InlineData("show staging.trips", "partition_by  pickup_date, time_of_day")]
    [InlineData("show raw.trips", "kind")]
    [InlineData("show taxi-curated", "curated.daily_metrics\ttable\tstaging.trips")]
    [InlineData("show busiest_zones", "tarn query --name busiest_zones")]
    [InlineData("history staging.trips", "0\t")]
    [InlineData("runs list", "\tsucceeded\t")]
    [InlineData("runs show", "staging.trips\tsucceeded\t3000\t")]
    [InlineData("runs logs", "staging.trips")]
    [InlineData("quality staging.trips", "staging.trips\tzero_distance\tdrop\t")]
    [InlineData("bookmark show staging.trips", "trips/yellow_tripdata_2024-02.parquet\t")]
    [InlineData("preview curated.daily_metrics -n 2", "2024-02-0")]
    public async Task It_says_what_there_is(string command, string expected)
    {
        TestTerminal terminal = new(lake.WorkingDirectory);

        ExitCode exitCode = await terminal.RunAsync(["-C", "lake", .. command.Split(' ')]);

        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        Assert.Contains(expected, terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("ls models")]
    [InlineData("show staging.trips")]
    [InlineData("history staging.trips")]
    [InlineData("runs list")]
    [InlineData("runs show")]
    [InlineData("quality")]
    [InlineData("bookmark show staging.trips")]
    [InlineData("doctor")]
    [InlineData("validate")]
    public async Task Json_is_a_document_with_its_version(string command)
    {
        TestTerminal terminal = new(lake.WorkingDirectory);

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync(["-C", "lake", .. command.Split(' '), "-o", "json"]));

        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        Assert.Equal(1, document.RootElement.GetProperty("schema_version").GetInt32());
    }

    [Theory]
    [InlineData("show staging.trip", "did you mean 'staging.trips'?")]
    [InlineData("show nothing_like_it", "'tarn ls' lists the tables")]
    [InlineData("preview staging.trp", "did you mean 'staging.trips'?")]
    [InlineData("query --name busiest_zone", "did you mean 'busiest_zones'?")]
    [InlineData("runs show nosuchrun", "'tarn runs list' lists the latest")]
    [InlineData("run taxi-stagin", "did you mean 'taxi-staging'?")]
    [InlineData("run -s staging.trps", "did you mean 'staging.trips'?")]
    public async Task An_unknown_name_exits_2_with_a_suggestion(string command, string hint)
    {
        TestTerminal terminal = new(lake.WorkingDirectory);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(["-C", "lake", .. command.Split(' ')]));

        Assert.Contains(hint, terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
    }
}

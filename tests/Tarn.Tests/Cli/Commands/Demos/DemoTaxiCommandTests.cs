using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Demos;

public sealed class DemoTaxiCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task It_makes_a_lake_runs_it_and_finds_nothing_new_the_second_time()
    {
        TestTerminal first = await DemoAsync("--rows", "3000");

        Assert.Contains("Generated 3,000 trips", first.Error, StringComparison.Ordinal);
        Assert.Contains("6 succeeded", first.Error, StringComparison.Ordinal);
        Assert.Contains("query --name busiest_zones", first.Error, StringComparison.Ordinal);
        Assert.StartsWith("staging.trips\tsucceeded\t3000\t", first.Output, StringComparison.Ordinal);
        string[] kpis = Kpis(first);
        Assert.Equal(5, kpis.Length);
        Assert.All(kpis, kpi => Assert.NotEqual("", kpi.Split('\t')[1]));

        TestTerminal second = await DemoAsync("--rows", "3000");

        Assert.DoesNotContain("Generated", second.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing new: all 6 tables are up to date", second.Error, StringComparison.Ordinal);
        Assert.Equal(kpis.Select(Figures), Kpis(second).Select(Figures));
    }

    [Fact]
    public async Task Another_seed_makes_other_trips_in_place_of_the_earlier_ones()
    {
        TestTerminal first = await DemoAsync("--rows", "2000");
        TestTerminal other = await DemoAsync("--rows", "2000", "--seed", "7");

        Assert.Contains("6 succeeded", other.Error, StringComparison.Ordinal);
        Assert.StartsWith("staging.trips\tsucceeded\t2000\t", other.Output, StringComparison.Ordinal);
        Assert.NotEqual(Kpis(first).Select(Figures), Kpis(other).Select(Figures));
    }

    [Fact]
    public async Task Input_files_are_taken_in_once()
    {
        TestTerminal generate = new(_directory.Path);
        Assert.Equal(
            ExitCode.Ok,
            await generate.RunAsync("generate", "taxi", "--rows", "500", "--month", "2023-05", "--out", "may.csv"));
        Assert.Equal("may.csv" + Environment.NewLine, generate.Output);

        TestTerminal first = await DemoAsync("--input", "may.csv");
        TestTerminal second = await DemoAsync("--input", "may.csv");

        Assert.Contains("Added 1 files; 0 were there already", first.Error, StringComparison.Ordinal);
        Assert.StartsWith("staging.trips\tsucceeded\t500\t", first.Output, StringComparison.Ordinal);
        Assert.Contains("Added 0 files; 1 were there already", second.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing new", second.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no file or directory", "--input", "nowhere.parquet")]
    [InlineData("must end in .parquet, .csv, .csv.gz", "--input", "text.txt")]
    [InlineData("--rows must be 1 to 100000000", "--rows", "0")]
    [InlineData("'February' is no month; expected YYYY-MM, such as 2024-02", "--month", "February")]
    public async Task Wrong_options_are_told_before_anything_is_made(string message, params string[] options)
    {
        await File.WriteAllTextAsync(_directory.Sub("text.txt"), "", TestContext.Current.CancellationToken);
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(["demo", "taxi", .. options]));

        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Sub("taxi-lake")));
    }

    [Fact]
    public async Task A_lake_without_trips_is_left_alone()
    {
        await new TestTerminal(_directory.Path).RunAsync("init", "taxi-lake");
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("demo", "taxi", "--rows", "10"));

        Assert.Contains("the lake has no raw table 'raw.trips'", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Sub("taxi-lake", "data", "raw")));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<TestTerminal> DemoAsync(params string[] options)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(["demo", "taxi", .. options]);
        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        return terminal;
    }

    /// <summary>The lines after the blank one.</summary>
    private static string[] Kpis(TestTerminal terminal) =>
        terminal.Output.ReplaceLineEndings("\n").Trim().Split("\n\n")[1].Split('\n');

    /// <summary>A KPI without its time.</summary>
    private static string Figures(string kpi) => kpi[..kpi.LastIndexOf('\t')];
}

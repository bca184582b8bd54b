using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Trips_land_where_the_lake_looks_for_them_with_the_zones()
    {
        await ExpectAsync(ExitCode.Ok, "init", "lake", "--example", "taxi");

        TestTerminal terminal = await ExpectAsync(
            ExitCode.Ok, "-C", "lake", "generate", "taxi", "--rows", "100", "--month", "2023-11");

        string file = Path.Join("lake", "data", "raw", "trips", "yellow_tripdata_2023-11.parquet");
        Assert.Equal(file + Environment.NewLine, terminal.Output);
        Assert.True(File.Exists(_directory.Sub(file)));
        Assert.True(File.Exists(_directory.Sub("lake", "data", "raw", "zones", "taxi_zone_lookup.csv")));
        TestTerminal query = await ExpectAsync(
            ExitCode.Ok, "-C", "lake", "query", "SELECT count(*) AS n, min(tpep_pickup_datetime) > '2023-01-01' AS ok "
                + "FROM raw.trips", "-o", "csv");
        Assert.Equal("n,ok\n100,true", query.Output.ReplaceLineEndings("\n").Trim());
        Assert.Empty(Directory.EnumerateFiles(
            _directory.Sub("lake", ".tarn"), "*.parquet", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("a.parquet")]
    [InlineData("a.csv")]
    public async Task The_same_options_give_the_same_file(string name)
    {
        byte[] first = await GenerateAsync(name, "5");
        byte[] second = await GenerateAsync("again-" + name, "5");
        byte[] other = await GenerateAsync("other-" + name, "6");

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Outside_of_a_lake_it_asks_where_to()
    {
        TestTerminal terminal = await ExpectAsync(ExitCode.Usage, "generate", "taxi");

        Assert.Contains("name a lake with -C DIR, or a place to write to with --out", terminal.Error);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<byte[]> GenerateAsync(string name, string seed)
    {
        await ExpectAsync(ExitCode.Ok, "generate", "taxi", "--rows", "20000", "--seed", seed, "--out", name);
        return await File.ReadAllBytesAsync(_directory.Sub(name), TestContext.Current.CancellationToken);
    }

    private async Task<TestTerminal> ExpectAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, terminal.Error);
        return terminal;
    }
}

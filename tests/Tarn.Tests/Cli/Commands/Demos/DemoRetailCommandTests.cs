using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Demos;

public sealed class DemoRetailCommandTests : IDisposable
{
    private static readonly string[] Small = ["--rows", "3000", "--days", "7"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_makes_a_lake_runs_it_and_finds_nothing_new_the_second_time()
    {
        TestTerminal first = await DemoAsync(Small);

        Assert.Contains("Generated 3,000 lines of sale in 12 files", first.Error, StringComparison.Ordinal);
        Assert.Contains("sales: 12 objects, 12 read, 0 left out; 2 tables", first.Error, StringComparison.Ordinal);
        Assert.Contains("3 succeeded", first.Error, StringComparison.Ordinal);
        Assert.Contains("query --name segments", first.Error, StringComparison.Ordinal);
        string[][] parts = Parts(first);
        Assert.Equal(["sales\traw.sales\tcreated\t0\t0\t", "sales\traw.web\tcreated\t0\t0\t"], parts[0]);
        Assert.StartsWith("staging.sales\tsucceeded\t3000\t", parts[1][0], StringComparison.Ordinal);
        Assert.Equal(6, parts[2].Length);
        Assert.StartsWith("2010-12-01\t", parts[2][0], StringComparison.Ordinal);
        Assert.All(parts[3], customer => Assert.True(int.Parse(customer.Split('\t')[2]) > 1, customer));

        TestTerminal second = await DemoAsync(Small);

        Assert.Contains("All 12 files were there already", second.Error, StringComparison.Ordinal);
        Assert.Contains("12 objects, 0 read", second.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing new: all 3 tables are up to date", second.Error, StringComparison.Ordinal);
        Assert.Equal(parts[2..], Parts(second)[2..]);
    }

    [Fact]
    public async Task Files_of_one_kind_are_enough_and_the_other_kind_may_come_later()
    {
        TestTerminal generate = new(_directory.Path);
        Assert.Equal(ExitCode.Ok, await generate.RunAsync(["generate", "retail", .. Small, "--out", "drops"]));

        TestTerminal till = await DemoAsync("--input", Path.Join("drops", "sales"));

        Assert.Contains("Added 6 files; 0 were there already", till.Error, StringComparison.Ordinal);
        Assert.Contains("there are no files for raw.web", till.Error, StringComparison.Ordinal);
        Assert.Contains("3 succeeded", till.Error, StringComparison.Ordinal);

        TestTerminal both = await DemoAsync("--input", "drops");

        Assert.Contains("Added 6 files; 6 were there already", both.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("there are no files", both.Error, StringComparison.Ordinal);
        string[][] parts = Parts(both);
        Assert.StartsWith("sales\traw.web\tchanged\t", parts[0][1], StringComparison.Ordinal);
        Assert.StartsWith("staging.sales\tsucceeded\t3000\t", parts[1][0], StringComparison.Ordinal);
        Assert.True(File.Exists(_directory.Sub("drops", "sales", "2010-12-01.csv")), "the given file is gone");
    }

    [Theory]
    [InlineData("there is no file or directory", "--input", "nowhere")]
    [InlineData("has no file that ends in .csv, .csv.gz, .json, .json.gz", "--input", "empty")]
    [InlineData("its beginning does not name 'InvoiceNo'", "--input", "other")]
    [InlineData("two files have the name '1.csv'", "--input", "twice")]
    [InlineData("--days must be 1 to 3660", "--days", "0")]
    [InlineData("'12/01/2010' is no day; expected YYYY-MM-DD", "--first-day", "12/01/2010")]
    public async Task Wrong_options_are_told_before_anything_is_made(string message, params string[] options)
    {
        Directory.CreateDirectory(_directory.Sub("empty"));
        Write("id,name\n1,x\n", "other", "people.csv");
        Write("InvoiceNo\n1\n", "twice", "a", "1.csv");
        Write("InvoiceNo\n2\n", "twice", "b", "1.csv");
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(["demo", "retail", .. options]));

        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Sub("retail-lake")));
    }

    private async Task<TestTerminal> DemoAsync(params string[] options)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(["demo", "retail", .. options]);
        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        return terminal;
    }

    private void Write(string text, params string[] path)
    {
        string file = _directory.Sub(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Tables found, steps, sales per day, customers: the parts between blank lines.</summary>
    private static string[][] Parts(TestTerminal terminal) =>
        [.. terminal.Output.ReplaceLineEndings("\n").Trim().Split("\n\n").Select(part => part.Split('\n'))];
}

using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Hosting;

public sealed class TarnHostTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("versoin", "unknown command 'versoin'; did you mean 'version'?")]
    [InlineData("version --qiet", "unknown option '--qiet'; did you mean '--quiet'?")]
    [InlineData("version extra", "unknown argument 'extra'")]
    [InlineData("version -C", "required argument missing for option: '-C'")]
    [InlineData("explain -o xml", "'xml' is no output format here; expected table, json, jsonl, csv, markdown")]
    [InlineData("explain -o parquet f", "'parquet:f' is no output format here; expected table")]
    [InlineData("completion tcsh", "argument 'tcsh' not recognized. Must be one of: 'bash' 'zsh' 'fish' 'pwsh'")]
    public async Task A_wrong_command_line_exits_2_and_says_what_was_meant(string line, string message)
    {
        TestTerminal terminal = new(_directory.Path);

        ExitCode exitCode = await terminal.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.StartsWith($"error[TN1005]: {message}", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("\nUsage: tarn ", terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("version --help")]
    [InlineData("version --nonsense --help")]
    public async Task Help_goes_to_the_output_and_needs_no_lake(string line)
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync(line.Split(' ')));
        Assert.Contains("Usage:", terminal.Output, StringComparison.Ordinal);
        Assert.Equal("", terminal.Error);
    }

    [Fact]
    public async Task Without_arguments_it_says_what_there_is()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync());
        Assert.Contains("needs one of: ", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_coloured_on_a_terminal_only_and_not_with_NO_COLOR()
    {
        TestTerminal coloured = new(_directory.Path) { IsTerminal = true };
        TestTerminal plain = new(_directory.Path) { IsTerminal = true, Variables = { ["NO_COLOR"] = "1" } };
        TestTerminal piped = new(_directory.Path);

        await coloured.RunAsync("explain", "TN0000");
        await plain.RunAsync("explain", "TN0000");
        await piped.RunAsync("explain", "TN0000");

        Assert.StartsWith("\u001b[1;31merror[TN1003]\u001b[0m: ", coloured.Error, StringComparison.Ordinal);
        Assert.StartsWith("error[TN1003]: ", plain.Error, StringComparison.Ordinal);
        Assert.StartsWith("error[TN1003]: ", piped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Exit_codes_are_what_scripts_depend_on() =>
        Assert.Equal(
            [("Ok", 0), ("Failed", 1), ("Usage", 2), ("NotAllowed", 4), ("Interrupted", 130)],
            Enum.GetValues<ExitCode>().Select(code => (code.ToString(), (int)code)));
}

using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_code_is_explained_whatever_its_case()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync("explain", "tn2004"));
        Assert.StartsWith("TN2004 Unknown key", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_code_all_are_listed()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync("explain"));
        Assert.Contains("TN1001\tNot a lake\n", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_variable_says_the_format_when_no_flag_does()
    {
        TestTerminal terminal = new(_directory.Path) { Variables = { ["TARN_OUTPUT"] = "csv" } };
        TestTerminal overridden = new(_directory.Path) { Variables = { ["TARN_OUTPUT"] = "csv" } };

        await terminal.RunAsync("explain");
        await overridden.RunAsync("explain", "-o", "jsonl");

        Assert.StartsWith("code,title\n", terminal.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"code\":\"TN1001\"", overridden.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_code_exits_2()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("explain", "TN0000"));
        Assert.Contains("there is no error code 'TN0000'", terminal.Error, StringComparison.Ordinal);
    }
}

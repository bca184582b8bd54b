using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Cli.Shell;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class SecretsCommandTests : IDisposable
{
    private const string Lake = "version: 1\nname: x\nzones: {raw: }\ndescription: knows ${secret:word}\n";

    private readonly TemporaryDirectory _directory = new();

    public SecretsCommandTests() => File.WriteAllText(_directory.Sub("lake.yaml"), Lake);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_lake_that_lacks_a_secret_gets_it()
    {
        TestTerminal before = await RunAsync(ExitCode.Usage, new(_directory.Path), "validate");
        Assert.Contains("error[TN2011]: there is no secret 'word'", before.Error, StringComparison.Ordinal);
        Assert.Contains("lake.yaml:4:14", before.Error, StringComparison.Ordinal);

        await RunAsync(ExitCode.Ok, new(_directory.Path) { Input = "friend\n" }, "secrets", "set", "word");

        await RunAsync(ExitCode.Ok, new(_directory.Path), "validate");
        TestTerminal listed = await RunAsync(ExitCode.Ok, new(_directory.Path), "secrets", "list");
        Assert.StartsWith("word\t", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("friend", listed.Output, StringComparison.Ordinal);
        await RunAsync(ExitCode.Ok, new(_directory.Path), "secrets", "delete", "word");
        await RunAsync(ExitCode.Usage, new(_directory.Path), "validate");
    }

    [Fact]
    public async Task A_person_types_it_unseen()
    {
        FakeScreen screen = new FakeScreen().Type("frie\bend\r");

        await RunAsync(
            ExitCode.Ok, new(_directory.Path) { IsTerminal = true, Screen = screen }, "secrets", "set", "word");

        Assert.Equal("word: " + Environment.NewLine, screen.Drawn);
        await RunAsync(ExitCode.Ok, new(_directory.Path), "validate");
    }

    [Fact]
    public async Task Ctrl_C_at_the_question_changes_nothing()
    {
        FakeScreen screen = new FakeScreen().Type("frie\u0003");

        await RunAsync(
            ExitCode.Interrupted,
            new(_directory.Path) { IsTerminal = true, Screen = screen },
            "secrets", "set", "word");

        TestTerminal listed = await RunAsync(ExitCode.Ok, new(_directory.Path), "secrets", "list");
        Assert.DoesNotContain("word", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no secret 'none'", "secrets", "delete", "none")]
    [InlineData("cannot read", "secrets", "set", "word", "no-such-file")]
    [InlineData("secret 'word' has 0 bytes", "secrets", "set", "word")]
    public async Task What_cannot_be_done_is_told(string message, params string[] arguments) => Assert.Contains(
        message, (await RunAsync(ExitCode.Usage, new(_directory.Path), arguments)).Error, StringComparison.Ordinal);

    private static async Task<TestTerminal> RunAsync(
        ExitCode expected, TestTerminal terminal, params string[] arguments)
    {
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, terminal.Error);
        return terminal;
    }
}

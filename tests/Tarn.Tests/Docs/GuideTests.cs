using System.Text.RegularExpressions;
using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>
/// The commands of a guide work, one after the other, in the lake that the first of them makes.
/// </summary>
public sealed partial class GuideTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("docs/guide/tables.md")]
    [InlineData("docs/guide/retail.md")]
    [InlineData("docs/guide/clickstream.md")]
    [InlineData("docs/guide/orders.md")]
    public async Task Each_command_of_a_guide_does_what_it_is_there_for(string page)
    {
        string[] lines =
        [
            .. Page.Open(page).Blocks
                .Where(block => block.Language == "sh")
                .SelectMany(block => block.Code.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];
        Assert.True(lines.Length >= 10, $"only {lines.Length} commands");
        foreach (string line in lines)
        {
            TestTerminal terminal = new(_directory.Path);
            ExitCode exitCode = await terminal.RunAsync(Arguments(line));
            Assert.True(exitCode == ExitCode.Ok, $"{line}\n{terminal.Error}");
        }
    }

    private static string[] Arguments(string line) =>
        [.. Word().Matches(line).Skip(1).Select(match => match.Value.Trim('"'))];

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}

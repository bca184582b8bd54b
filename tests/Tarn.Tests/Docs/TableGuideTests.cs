using System.Text.RegularExpressions;
using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>
/// The commands of the guide to tables work, one after the other, in the lake that the first of them makes.
/// </summary>
public sealed partial class TableGuideTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_command_of_the_guide_to_tables_does_what_it_is_there_for()
    {
        string[] lines =
        [
            .. Page.Open("docs/guide/tables.md").Blocks
                .Where(block => block.Language == "sh")
                .SelectMany(block => block.Code.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];
        Assert.True(lines.Length > 10, $"only {lines.Length} commands");
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

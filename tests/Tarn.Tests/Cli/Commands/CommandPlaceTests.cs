using System.CommandLine;
using System.Text.RegularExpressions;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

/// <summary>Each command says whether a server runs it, and takes along what it needs there.</summary>
public sealed partial class CommandPlaceTests
{
    private static readonly string[] Local =
    [
        "aws", "clickstream", "clickstream", "completion", "create", "delete", "delete", "discover", "doctor", "env",
        "events", "explain", "init", "list", "list", "orders", "orders", "retail", "retail", "rotate", "serve", "set",
        "taxi", "taxi", "version", "worker",
    ];

    [Fact]
    public void Every_command_runs_with_the_lake_or_is_known_to_run_where_it_is_called()
    {
        Command[] leaves = [.. Leaves(TarnHost.Root)];

        Assert.All(leaves, command => Assert.True(
            command is LakeCommand or LocalCommand, $"'{command.Name}' does not say where it runs"));
        Assert.Equal(
            Local, leaves.Where(command => command is LocalCommand).Select(command => command.Name).Order());
    }

    [Fact]
    public void Variables_that_commands_ask_for_are_sent_to_the_server() => Assert.Equal(
        Terminal.VariableNames,
        CliSources().SelectMany(text => Asked().Matches(text)).Select(match => match.Groups["name"].Value)
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Commands_know_the_terminal_and_not_the_console() => Rule.HasNoViolations(SourceTree.All
        .Where(file => file.Path.StartsWith("src/Tarn.Cli/", StringComparison.Ordinal))
        .Where(file => !file.Path.EndsWith("/Terminal.cs", StringComparison.Ordinal)
            && !file.Path.EndsWith("/ConsoleScreen.cs", StringComparison.Ordinal))
        .Where(file => ConsoleCall().IsMatch(file.Text))
        .Select(file => file.Path));

    private static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0
        ? [command]
        : command.Subcommands.SelectMany(Leaves);

    private static IEnumerable<string> CliSources() => SourceTree.All
        .Where(file => file.Path.StartsWith("src/Tarn.Cli/", StringComparison.Ordinal))
        .Select(file => file.Text);

    [GeneratedRegex("""(?:Variable\(|terminal, )"(?<name>[A-Z_]+)"\)""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"(?<![\w.])Console\.\w|Environment\.CurrentDirectory")]
    private static partial Regex ConsoleCall();
}

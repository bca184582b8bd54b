using System.CommandLine;
using System.Text.RegularExpressions;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>The documentation speaks of the command line that there is.</summary>
public sealed partial class CommandTests
{
    private const string GuidePath = "docs/guide/cli.md";

    private static readonly RootCommand Root = TarnHost.Root;

    [Fact]
    public void Every_command_line_in_the_documentation_names_a_command_and_options_of_it() =>
        Rule.HasNoViolations(Page.All.SelectMany(page => CommandLines(page)
            .Select(line => (Line: line, Fault: FindFault(line)))
            .Where(found => found.Fault is not null)
            .Select(found => $"{page}: {found.Line}: {found.Fault}")));

    [Fact]
    public void The_guide_has_a_section_for_each_command_and_for_nothing_else() => Assert.Equal(
        Leaves(Root).Select(NameOf).Order(StringComparer.Ordinal),
        Sections().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_section_of_a_command_names_its_options() =>
        Rule.HasNoViolations(Leaves(Root).SelectMany(command => command.Options
            .SelectMany(option => option.Aliases.Append(option.Name))
            .Where(name => !Names(Sections().GetValueOrDefault(NameOf(command), ""), name))
            .Select(name => $"{NameOf(command)}: {name}")));

    [Fact]
    public void The_guide_names_the_options_of_every_command() =>
        Rule.HasNoViolations(GlobalOptions.All
            .SelectMany(option => option.Aliases.Append(option.Name))
            .Where(name => !Names(Page.Open(GuidePath).Text, name)));

    /// <summary>Lines of code that call tarn, and such calls quoted in a sentence.</summary>
    private static IEnumerable<string> CommandLines(Page page) =>
        page.Blocks.SelectMany(block => block.Code.Split('\n'))
            .Concat(Quoted().Matches(page.Prose).Select(match => match.Groups["code"].Value))
            .Select(line => Call().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["arguments"].Value);

    private static string? FindFault(string line)
    {
        Command command = Root;
        string[] words = Words().Matches(line).Select(match => match.Value).ToArray();
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            if (word.StartsWith('-') && word.Length > 1)
            {
                if (FindOption(command, word) is not { } option)
                {
                    return $"'{NameOf(command)}' has no option {word}";
                }

                i += option.Arity.MinimumNumberOfValues;
            }
            else if (command.Subcommands.Count > 0 && !IsPlaceholder(word))
            {
                Command? child = command.Subcommands.FirstOrDefault(child => child.Name == word);
                if (child is null)
                {
                    return $"'{NameOf(command)}' has no command {word}";
                }

                command = child;
            }
        }

        return null;
    }

    private static Option? FindOption(Command command, string name) => Ancestors(command)
        .SelectMany(ancestor => ancestor.Options)
        .FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static bool IsPlaceholder(string word) => !word.Any(char.IsAsciiLetterLower);

    private static bool Names(string text, string option) => Regex.IsMatch(text, $@"`(\w+ )*{Regex.Escape(option)}\b");

    private static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0
        ? [command]
        : command.Subcommands.Where(child => !child.Hidden).SelectMany(Leaves);

    private static IEnumerable<Command> Ancestors(Command command)
    {
        Command? current = command;
        while (current is not null)
        {
            yield return current;
            current = current.Parents.OfType<Command>().FirstOrDefault();
        }
    }

    private static string NameOf(Command command) => string.Join(
        ' ', Ancestors(command).Reverse().Select(ancestor => ancestor is RootCommand ? "tarn" : ancestor.Name));

    private static Dictionary<string, string> Sections() => Section().Matches(Page.Open(GuidePath).Text)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value);

    [GeneratedRegex(@"^## (?<name>tarn [\w -]+)\n(?<text>(?:(?!## ).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"`(?<code>[^`\n]+)`")]
    private static partial Regex Quoted();

    /// <summary>Up to a comment, a pipe, a redirection or what is chained to it.</summary>
    [GeneratedRegex(@"^(?:\$ |.*\| )?(?:\./)?tarn (?<arguments>(?:""[^""]*""|[^""#|>&])*)")]
    private static partial Regex Call();

    [GeneratedRegex(@"""[^""]*""|[^\s\[\]]+")]
    private static partial Regex Words();
}

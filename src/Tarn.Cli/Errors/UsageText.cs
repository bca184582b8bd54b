using System.CommandLine;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Errors;

/// <summary>Says what is wrong with a command line: the mistake, the name probably meant, a line of usage.</summary>
internal static class UsageText
{
    public static string Render(ParseResult arguments, Palette palette)
    {
        Command command = arguments.CommandResult.Command;
        List<string> lines = [.. Messages(arguments).Distinct().Select(message =>
            $"{palette.BoldRed($"error[{ErrorCodes.BadArgument}]")}: {message}")];
        lines.Add($"Usage: {Usage(command)}");
        lines.Add($"'{Name(command)} --help' says more");
        return string.Join('\n', lines) + '\n';
    }

    private static IEnumerable<string> Messages(ParseResult arguments)
    {
        Command command = arguments.CommandResult.Command;
        if (arguments.UnmatchedTokens.Count > 0)
        {
            return arguments.UnmatchedTokens.Select(token => Unmatched(token, command));
        }

        bool lacksCommand = command.Subcommands.Count > 0 && command.Action is null;
        return lacksCommand
            ? [$"'{Name(command)}' needs one of: {string.Join(", ", Visible(command))}"]
            : arguments.Errors.Select(error => Lower(error.Message));
    }

    private static string Unmatched(string token, Command command)
    {
        bool isOption = token.StartsWith('-');
        IEnumerable<string> known = isOption ? OptionsOf(command) : Visible(command);
        string what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        string? meant = Suggestion.DidYouMean(token, known);
        return meant is null ? $"unknown {what} '{token}'" : $"unknown {what} '{token}'; {meant}";
    }

    private static IEnumerable<string> Visible(Command command) =>
        command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name);

    private static IEnumerable<string> OptionsOf(Command command) => Ancestors(command)
        .SelectMany(ancestor => ancestor.Options.Where(option => ancestor == command || option.Recursive))
        .SelectMany(option => option.Aliases.Append(option.Name));

    private static string Usage(Command command)
    {
        IEnumerable<string> arguments = command.Arguments.Select(argument =>
        {
            string name = argument.HelpName ?? argument.Name.ToUpperInvariant();
            string many = argument.Arity.MaximumNumberOfValues > 1 ? "…" : "";
            return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}{many}]" : name + many;
        });
        string children = command.Subcommands.Count > 0 ? string.Join('|', Visible(command)) : "";
        return string.Join(' ', [Name(command), .. arguments.Append(children).Where(text => text != ""), "[options]"]);
    }

    private static string Name(Command command) =>
        string.Join(' ', Ancestors(command)
            .Reverse()
            .Select(ancestor => ancestor is RootCommand ? "tarn" : ancestor.Name));

    private static IEnumerable<Command> Ancestors(Command command)
    {
        Command? current = command;
        while (current is not null)
        {
            yield return current;
            current = current.Parents.OfType<Command>().FirstOrDefault();
        }
    }

    /// <summary>The parser's sentence in the form of ours: one line, small first letter, no full stop.</summary>
    private static string Lower(string message)
    {
        string line = string.Join(' ', message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .TrimEnd('.');
        bool isSentence = line.Length > 1 && char.IsUpper(line[0]) && char.IsLower(line[1]);
        return isSentence ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}

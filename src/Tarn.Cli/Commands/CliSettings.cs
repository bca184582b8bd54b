using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands;

/// <summary>The global options of one call: the flag, else the variable, else the default.</summary>
internal sealed record CliSettings
{
    /// <summary>Absolute path from which the lake is looked for.</summary>
    public required string Directory { get; init; }

    public string? Environment { get; init; }

    /// <summary>No colours and no moving text.</summary>
    public bool IsPlain { get; init; }

    public bool IsQuiet { get; init; }

    public bool IsVerbose { get; init; }

    public bool NoInput { get; init; }

    public bool Yes { get; init; }

    public static CliSettings Read(ParseResult arguments, Terminal terminal) => new()
    {
        Directory = Path.GetFullPath(
            arguments.GetValue(GlobalOptions.Directory) ?? terminal.Variable("TARN_DIRECTORY") ?? ".",
            terminal.WorkingDirectory),
        Environment = arguments.GetValue(GlobalOptions.Environment) ?? terminal.Variable("TARN_ENV"),
        IsPlain = IsOn(arguments, GlobalOptions.NoColor, terminal, "TARN_NO_COLOR")
            || IsPlainByVariables(terminal),
        IsQuiet = IsOn(arguments, GlobalOptions.Quiet, terminal, "TARN_QUIET"),
        IsVerbose = IsOn(arguments, GlobalOptions.Verbose, terminal, "TARN_VERBOSE"),
        NoInput = IsOn(arguments, GlobalOptions.NoInput, terminal, "TARN_NO_INPUT"),
        Yes = IsOn(arguments, GlobalOptions.Yes, terminal, "TARN_YES"),
    };

    /// <summary>What no-color.org and terminals say.</summary>
    public static bool IsPlainByVariables(Terminal terminal) =>
        terminal.Variable("NO_COLOR") is not null || terminal.Variable("TERM") == "dumb";

    private static bool IsOn(ParseResult arguments, Option<bool> option, Terminal terminal, string variable) =>
        arguments.GetValue(option) || terminal.Variable(variable) is "1" or "true" or "yes";
}

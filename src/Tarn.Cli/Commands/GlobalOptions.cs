using System.CommandLine;

namespace Tarn.Cli.Commands;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string> Directory = new("--directory", "-C")
    {
        Description = "Directory of the lake, or one inside it [TARN_DIRECTORY; default: here]",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string> Environment = new("--env", "-e")
    {
        Description = "Environment whose lake.<env>.yaml overlays lake.yaml [TARN_ENV]",
        HelpName = "NAME",
        Recursive = true,
    };

    public static readonly Option<bool> NoColor = new("--no-color")
    {
        Description = "No colours [TARN_NO_COLOR, NO_COLOR, TERM=dumb]",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Only data and errors [TARN_QUIET]",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Say more, with the trace of unexpected errors [TARN_VERBOSE]",
        Recursive = true,
    };

    public static readonly Option<bool> NoInput = new("--no-input")
    {
        Description = "Never ask [TARN_NO_INPUT]",
        Recursive = true,
    };

    public static readonly Option<bool> Yes = new("--yes", "-y")
    {
        Description = "Answer questions with yes [TARN_YES]",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } =
        [Directory, Environment, NoColor, Quiet, Verbose, NoInput, Yes];
}

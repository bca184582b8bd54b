using System.CommandLine;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Which run is meant.</summary>
internal static class RunArgument
{
    public static Argument<string?> Latest { get; } = new("run")
    {
        Description = "Id of a run, or the start or end of it [default: the latest]",
        HelpName = "RUN",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string> Required { get; } = new("run")
    {
        Description = "Id of a run, or the start or end of it",
        HelpName = "RUN",
    };
}

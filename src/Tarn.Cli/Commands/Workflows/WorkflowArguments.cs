using System.CommandLine;
using Tarn.Cli.Errors;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Which workflow or run is meant.</summary>
internal static class WorkflowArguments
{
    public static Argument<string> Workflow { get; } = new("workflow")
    {
        Description = "Name of a workflow",
        HelpName = "WORKFLOW",
    };

    public static Argument<string?> AnyWorkflow { get; } = new("workflow")
    {
        Description = "Name of a workflow [default: all]",
        HelpName = "WORKFLOW",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string> Run { get; } = new("run")
    {
        Description = "Id of a run of a workflow, or the start or end of it",
        HelpName = "RUN",
    };

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "A parameter of the run, as NAME=VALUE",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Detach { get; } = new("--detach", "-d")
    {
        Description = "Start it in the server, and do not wait",
    };

    /// <summary>What <see cref="Set"/> says.</summary>
    /// <exception cref="UsageException">It is no NAME=VALUE.</exception>
    public static Dictionary<string, string> ParametersOf(CommandContext context)
    {
        Dictionary<string, string> parameters = [];
        foreach (string text in context.Arguments.GetValue(Set) ?? [])
        {
            string[] parts = text.Split('=', 2);
            if (parts is not [not "", var value])
            {
                throw new UsageException($"'{text}' is no parameter; expected NAME=VALUE");
            }

            parameters[parts[0]] = value;
        }

        return parameters;
    }
}

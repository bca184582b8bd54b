using System.CommandLine;

namespace Tarn.Cli.Commands.Workflows;

/// <summary>Workflows and their runs.</summary>
internal sealed class WorkflowsCommand : Command
{
    public WorkflowsCommand()
        : base("workflows", "Look after workflows: list, show, run, cancel, approve, do again")
    {
        Subcommands.Add(new WorkflowsListCommand());
        Subcommands.Add(new WorkflowsShowCommand());
        Subcommands.Add(new WorkflowsRunCommand());
        Subcommands.Add(new WorkflowsRunsCommand());
        Subcommands.Add(new WorkflowsCancelCommand());
        Subcommands.Add(new WorkflowsApproveCommand());
        Subcommands.Add(new WorkflowsRerunCommand());
    }
}

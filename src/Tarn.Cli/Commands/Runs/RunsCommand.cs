using System.CommandLine;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Runs, past and under way.</summary>
internal sealed class RunsCommand : Command
{
    public RunsCommand()
        : base("runs", "Look after runs: list, show, read logs, cancel, do again")
    {
        Subcommands.Add(new RunsListCommand());
        Subcommands.Add(new RunsShowCommand());
        Subcommands.Add(new RunsLogsCommand());
        Subcommands.Add(new RunsCancelCommand());
        Subcommands.Add(new RunsRetryCommand());
    }
}

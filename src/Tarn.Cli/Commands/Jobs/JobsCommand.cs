using System.CommandLine;

namespace Tarn.Cli.Commands.Jobs;

/// <summary>Jobs and what they do now.</summary>
internal sealed class JobsCommand : Command
{
    public JobsCommand()
        : base("jobs", "Look after jobs: list, run, watch those that run")
    {
        Subcommands.Add(new JobsListCommand());
        Subcommands.Add(new RunCommand("run", "Run jobs: build what has new input", ArgumentArity.OneOrMore));
        Subcommands.Add(new RunCommand("run-all", "Run all jobs in the order of their models", ArgumentArity.Zero));
        Subcommands.Add(new JobsMonitorCommand());
    }
}

using System.CommandLine;

namespace Tarn.Cli.Commands.Demos;

/// <summary>From nothing to answers, with one of the sample lakes.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand()
        : base("demo", "Make a sample lake, fill it, run its jobs, query the result")
    {
        Subcommands.Add(new DemoTaxiCommand());
        Subcommands.Add(new DemoRetailCommand());
        Subcommands.Add(new DemoClickstreamCommand());
        Subcommands.Add(new DemoOrdersCommand());
    }
}

using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Demos;

/// <summary>From nothing to answers, with one of the sample lakes.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand(CliServices services)
        : base("demo", "Make a sample lake, fill it, run its jobs, query the result")
    {
        Subcommands.Add(new DemoTaxiCommand(services));
        Subcommands.Add(new DemoRetailCommand(services));
    }
}

using System.CommandLine;

namespace Tarn.Cli.Commands.Schedules;

/// <summary>What starts by the clock.</summary>
internal sealed class SchedulesCommand : Command
{
    public SchedulesCommand()
        : base("schedules", "Look at what starts by the clock") => Subcommands.Add(new SchedulesListCommand());
}

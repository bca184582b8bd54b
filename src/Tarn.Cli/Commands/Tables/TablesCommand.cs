using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Care for tables that Tarn writes.</summary>
internal sealed class TablesCommand : Command
{
    public TablesCommand(CliServices services)
        : base("tables", "Look after tables: history, restore, optimize, vacuum, erase")
    {
        Subcommands.Add(new TablesShowCommand(services));
        Subcommands.Add(new HistoryCommand(services));
        Subcommands.Add(new TablesChangesCommand(services));
        Subcommands.Add(new TablesRestoreCommand(services));
        Subcommands.Add(new TablesOptimizeCommand(services));
        Subcommands.Add(new TablesVacuumCommand(services));
        Subcommands.Add(new TablesEraseCommand(services));
        Subcommands.Add(new TablesCheckpointCommand(services));
        Subcommands.Add(new TablesPropertiesCommand(services));
    }
}

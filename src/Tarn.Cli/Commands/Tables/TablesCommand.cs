using System.CommandLine;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Care for tables that Tarn writes.</summary>
internal sealed class TablesCommand : Command
{
    public TablesCommand()
        : base("tables", "Look after tables: history, restore, optimize, vacuum, erase")
    {
        Subcommands.Add(new TablesShowCommand());
        Subcommands.Add(new HistoryCommand());
        Subcommands.Add(new TablesChangesCommand());
        Subcommands.Add(new TablesRestoreCommand());
        Subcommands.Add(new TablesOptimizeCommand());
        Subcommands.Add(new TablesVacuumCommand());
        Subcommands.Add(new TablesEraseCommand());
        Subcommands.Add(new TablesCheckpointCommand());
        Subcommands.Add(new TablesPropertiesCommand());
    }
}

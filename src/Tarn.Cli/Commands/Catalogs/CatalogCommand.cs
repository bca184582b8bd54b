using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Looks at the catalog and changes its entries.</summary>
internal sealed class CatalogCommand : Command
{
    public CatalogCommand(CliServices services)
        : base("catalog", "Look at the catalog: what tables are, where they came from, what changed")
    {
        Subcommands.Add(new CatalogListCommand(services));
        Subcommands.Add(new CatalogShowCommand(services));
        Subcommands.Add(new CatalogVersionsCommand(services));
        Subcommands.Add(new CatalogDiffCommand(services));
        Subcommands.Add(new CatalogPartitionsCommand(services));
        Subcommands.Add(new CatalogSearchCommand(services));
        Subcommands.Add(new CatalogCommentCommand(services));
        Subcommands.Add(new CatalogTagCommand(services));
        Subcommands.Add(new CatalogOwnerCommand(services));
        Subcommands.Add(new CatalogRenameCommand(services));
        Subcommands.Add(new CatalogDropCommand(services));
        Subcommands.Add(new CatalogUndropCommand(services));
        Subcommands.Add(new CatalogPurgeCommand(services));
        Subcommands.Add(new CatalogExportCommand(services));
        Subcommands.Add(new CatalogImportCommand(services));
    }
}

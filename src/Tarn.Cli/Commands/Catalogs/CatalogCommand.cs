using System.CommandLine;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Looks at the catalog and changes its entries.</summary>
internal sealed class CatalogCommand : Command
{
    public CatalogCommand()
        : base("catalog", "Look at the catalog: what tables are, where they came from, what changed")
    {
        Subcommands.Add(new CatalogListCommand());
        Subcommands.Add(new CatalogShowCommand());
        Subcommands.Add(new CatalogVersionsCommand());
        Subcommands.Add(new CatalogDiffCommand());
        Subcommands.Add(new CatalogPartitionsCommand());
        Subcommands.Add(new CatalogSearchCommand());
        Subcommands.Add(new CatalogCommentCommand());
        Subcommands.Add(new CatalogTagCommand());
        Subcommands.Add(new CatalogOwnerCommand());
        Subcommands.Add(new CatalogRenameCommand());
        Subcommands.Add(new CatalogDropCommand());
        Subcommands.Add(new CatalogUndropCommand());
        Subcommands.Add(new CatalogPurgeCommand());
        Subcommands.Add(new CatalogExportCommand());
        Subcommands.Add(new CatalogImportCommand());
    }
}

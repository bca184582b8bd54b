using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Names who answers for a table.</summary>
internal sealed class CatalogOwnerCommand : CatalogChangeCommand
{
    private static readonly Argument<string?> Owner = new("owner")
    {
        Description = "Who answers for it; without a name nobody does",
        HelpName = "OWNER",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public CatalogOwnerCommand()
        : base("owner", "Name who answers for a table")
    {
        Arguments.Add(TableArgument.Required);
        Arguments.Add(Owner);
    }

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        CatalogTable table = await TableArgument.FindAsync(
            lake, context.Arguments.GetRequiredValue(TableArgument.Required), cancellationToken);
        await Editor(lake).SetOwnerAsync(table, context.Arguments.GetValue(Owner), cancellationToken);
        return ExitCode.Ok;
    }
}

using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Brings back the entry of a name that was dropped last.</summary>
internal sealed class CatalogUndropCommand : CatalogChangeCommand
{
    public CatalogUndropCommand()
        : base("undrop", "Bring back the entry of a name that was dropped last, with its files") =>
        Arguments.Add(TableArgument.Required);

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        TableEntry entry = await lake.Removal.UndropAsync(
            CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required)), cancellationToken);
        context.Say($"{entry.Name} is back at version {entry.Version}");
        return ExitCode.Ok;
    }
}

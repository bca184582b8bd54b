using System.CommandLine;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Removes dropped tables for good.</summary>
internal sealed class CatalogPurgeCommand : CatalogChangeCommand
{
    private static readonly Option<bool> All = new("--all")
    {
        Description = "Also those that could still be brought back",
    };

    public CatalogPurgeCommand()
        : base("purge", "Remove dropped tables for good once the time to bring them back is over") =>
        Options.Add(All);

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        bool all = context.Arguments.GetValue(All);
        if (all && !await context.ConfirmAsync("Remove all dropped tables for good?", cancellationToken))
        {
            return ExitCode.Failed;
        }

        IReadOnlyList<DroppedTable> purged = await lake.Removal.PurgeAsync(all, cancellationToken);
        context.Say($"removed {purged.Count} dropped tables");
        return ExitCode.Ok;
    }
}

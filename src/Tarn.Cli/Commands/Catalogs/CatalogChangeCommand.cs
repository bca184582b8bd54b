using Tarn.Catalog.Editing;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>
/// A command that changes the catalog, as the lake's owner. What has been dropped for long goes first.
/// </summary>
internal abstract class CatalogChangeCommand(string name, string description)
    : LakeCommand(name, description)
{
    /// <summary>Who makes the changes of a person at a terminal.</summary>
    protected const string User = "user";

    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    protected sealed override async Task<ExitCode> RunAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        using ILakeTurn turn = await lake.LockForChangesAsync(cancellationToken);
        await lake.Removal.PurgeAsync(all: false, cancellationToken);
        return await ChangeAsync(context, lake, cancellationToken);
    }

    protected abstract Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken);

    protected static MetadataEditor Editor(LakeHost lake) => new(lake.Entries, lake.Overlays, User);
}

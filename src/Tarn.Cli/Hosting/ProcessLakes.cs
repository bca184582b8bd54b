using Tarn.Cli.Commands;
using Tarn.Cli.Remote.Client;

namespace Tarn.Cli.Hosting;

/// <summary>Lakes for a process of one command.</summary>
internal sealed class ProcessLakes : ILakeAccess
{
    public bool IsServer => false;

    public Task<ExitCode?> TryRunInServerAsync(CommandContext context, CancellationToken cancellationToken) =>
        ServerCommand.TryRunAsync(context, cancellationToken);

    public Task<LakeHost> OpenAsync(CommandContext context, CancellationToken cancellationToken) => LakeHost.OpenAsync(
        LakeLocator.Find(context.Settings.Directory),
        context.Settings.Environment,
        context.Services.TimeProvider,
        cancellationToken);
}

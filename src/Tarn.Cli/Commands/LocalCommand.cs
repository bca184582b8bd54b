using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>A command that runs in the process that was called, whether or not a server has the lake.</summary>
internal abstract class LocalCommand(string name, string description) : TarnCommand(name, description)
{
    private protected sealed override Task<ExitCode> StartAsync(
        CommandContext context, CancellationToken cancellationToken) => context.Services.Lakes.IsServer
        ? throw new TarnException(ErrorCodes.BadArgument, $"'{Name}' is not run by servers")
        : RunAsync(context, cancellationToken);
}

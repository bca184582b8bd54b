using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Cli.Remote.Server;

/// <summary>The lake of a server, for the commands that run in it.</summary>
/// <param name="lake">Opened and locked by the server.</param>
/// <param name="turns">Of all who change something in it.</param>
/// <param name="work">What runs for it all the time.</param>
internal sealed class ServedLakes(LakeHost lake, SharedTurns turns, ServerWork work) : ILakeAccess
{
    public bool IsServer => true;

    public Task<ExitCode?> TryRunInServerAsync(CommandContext context, CancellationToken cancellationToken) =>
        Task.FromResult<ExitCode?>(null);

    /// <summary>The definitions are those that the files have now.</summary>
    /// <exception cref="TarnException"><c>TN1007</c>: another environment is meant.</exception>
    public Task<LakeHost> OpenAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Settings.Environment == lake.Environment
            ? lake.ReopenAsync(turns.Telling(context.Say), work, cancellationToken)
            : throw new TarnException(
                ErrorCodes.ServerDiffers,
                $"the lake is served with {Words(lake.Environment)}, and this command is for "
                    + Words(context.Settings.Environment))
            {
                Hint = lake.Environment is { } environment
                    ? $"say -e {environment}, or stop the server"
                    : "leave -e away, or stop the server",
            };

    private static string Words(string? environment) =>
        environment is null ? "no environment" : $"the environment '{environment}'";
}

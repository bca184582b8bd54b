using Tarn.Cli.Commands;
using Tarn.Common;

namespace Tarn.Cli.Hosting;

/// <summary>Where commands find the lake they are for.</summary>
internal interface ILakeAccess
{
    /// <summary>Whether the command runs in a server, for somebody who called it in another process.</summary>
    bool IsServer { get; }

    /// <summary>Has the server run the command that has the lake; null when there is none.</summary>
    /// <exception cref="TarnException"><c>TN1007</c>: it is of another version; <c>TN1008</c>: it ended.</exception>
    Task<ExitCode?> TryRunInServerAsync(CommandContext context, CancellationToken cancellationToken);

    /// <summary>Opens the lake the command is for; disposing the result gives it back.</summary>
    /// <exception cref="TarnException">TN1001: there is none. Definitions that are wrong: as LakeHost says.</exception>
    Task<LakeHost> OpenAsync(CommandContext context, CancellationToken cancellationToken);
}

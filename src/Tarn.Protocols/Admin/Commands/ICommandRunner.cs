namespace Tarn.Protocols.Admin.Commands;

/// <summary>Runs command lines that come over a socket.</summary>
public interface ICommandRunner
{
    /// <summary>Runs one to its end, and says with which code it ended.</summary>
    /// <param name="request">The first message.</param>
    /// <param name="socket">For what follows.</param>
    /// <param name="cancellationToken">The connection has ended.</param>
    Task RunAsync(CommandRequest request, CommandSocket socket, CancellationToken cancellationToken);
}

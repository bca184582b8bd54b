using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Server;

/// <summary>Runs the command lines of other processes in the server, each at the terminal where it was typed.</summary>
internal sealed class CommandRunner(ServedLakes lakes, TimeProvider timeProvider, IIdSource idSource)
    : ICommandRunner, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public async Task RunAsync(CommandRequest request, CommandSocket socket, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await using RemoteTerminal terminal = new(request, socket, end.Token);
        CliServices services = new(terminal.Terminal, timeProvider, idSource) { Lakes = lakes };
        ExitCode code = await new CommandLine(services).RunAsync(request.Arguments, terminal.Interrupted);
        await terminal.ExitAsync(code);
    }

    /// <summary>Interrupts what runs, which then tells its caller how far it came.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();
}

using System.Text;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Client;

/// <summary>A command that the server of the lake runs, at the terminal of this process.</summary>
internal sealed class ServerCommand : IAsyncDisposable
{
    private readonly Terminal _terminal;
    private readonly CommandSocket _socket;
    private readonly ClientInput _input;
    private readonly ClientKeyboard _keyboard;
    private readonly Decoder _output = Encoding.UTF8.GetDecoder();
    private readonly Decoder _error = Encoding.UTF8.GetDecoder();

    private ServerCommand(Terminal terminal, CommandSocket socket)
    {
        _terminal = terminal;
        _socket = socket;
        _input = new ClientInput(terminal.Input, socket);
        _keyboard = new ClientKeyboard(terminal, socket);
    }

    /// <summary>Null when no server has the lake, or there is no lake.</summary>
    /// <exception cref="TarnException"><c>TN1007</c>: it is of another version; <c>TN1008</c>: it ended.</exception>
    public static async Task<ExitCode?> TryRunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (LakeLocator.TryFind(context.Settings.Directory) is not { } directory
            || ServerRecord.Read(Path.Combine(directory, ".tarn")) is not { Token: not null } record
            || await ServerConnection.TryOpenAsync(record, cancellationToken) is not { } socket)
        {
            return null;
        }

        using (socket)
        {
            if (context.Settings.IsVerbose)
            {
                context.Say(context.ErrorPalette.Dim(
                    $"the server at {record.Endpoint}, process {record.ProcessId}, runs this"));
            }

            await using ServerCommand command = new(context.Terminal, socket);
            return await command.RunAsync(RequestOf(context), cancellationToken)
                ?? throw new TarnException(
                    ErrorCodes.ServerLost, $"the server, process {record.ProcessId}, ended before the command did")
                {
                    Hint = "what it had finished is kept; the command can be called again, without a server too",
                };
        }
    }

    public ValueTask DisposeAsync() => _keyboard.DisposeAsync();

    private static CommandRequest RequestOf(CommandContext context)
    {
        Terminal terminal = context.Terminal;
        return new CommandRequest
        {
            Arguments = context.Services.Arguments,
            WorkingDirectory = terminal.WorkingDirectory,
            Variables = Terminal.VariableNames
                .Where(name => terminal.Variable(name) is not null)
                .ToDictionary(name => name, name => terminal.Variable(name)!),
            IsInputTerminal = terminal.IsInputTerminal,
            IsOutputTerminal = terminal.IsOutputTerminal,
            IsErrorTerminal = terminal.IsErrorTerminal,
            Width = terminal.Width,
            Height = terminal.Height,
        };
    }

    /// <returns>Null when the connection has ended before the command.</returns>
    private async Task<ExitCode?> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        await ServerConnection.TrySendAsync(_socket, FrameKind.Call, CommandProtocol.Serialize(request));
        await using CancellationTokenRegistration interruption = cancellationToken.Register(
            () => _ = ServerConnection.TrySendAsync(_socket, FrameKind.Cancel));
        while (await _socket.ReceiveAsync(CancellationToken.None) is { } frame)
        {
            if (frame.Kind == FrameKind.Exit)
            {
                await _socket.CloseAsync(CancellationToken.None);
                return (ExitCode)frame.Payload.Span[0];
            }

            await DoAsync(frame);
        }

        return null;
    }

    private async Task DoAsync(CommandFrame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Output:
                await WriteAsync(_terminal.Output, _output, frame.Payload);
                break;
            case FrameKind.Error:
                await WriteAsync(_terminal.Error, _error, frame.Payload);
                break;
            case FrameKind.ReadLine:
                _input.ReadLine();
                break;
            case FrameKind.ReadAll:
                _input.ReadAll();
                break;
            case FrameKind.OpenScreen:
                _keyboard.Open();
                break;
            case FrameKind.ReadKey:
                _keyboard.Want();
                break;
            case FrameKind.CloseScreen:
                await _keyboard.CloseAsync();
                break;
            case FrameKind.RunProgram:
                _keyboard.Lend(CommandProtocol.ReadWords(frame));
                break;
        }
    }

    /// <summary>A character may begin in one message and end in the next.</summary>
    private static async Task WriteAsync(TextWriter writer, Decoder decoder, ReadOnlyMemory<byte> bytes)
    {
        char[] characters = new char[decoder.GetCharCount(bytes.Span, flush: false)];
        decoder.GetChars(bytes.Span, characters, flush: false);
        await writer.WriteAsync(characters, CancellationToken.None);
        await writer.FlushAsync(CancellationToken.None);
    }
}

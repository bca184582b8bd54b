using System.Text;
using System.Text.Json;
using Tarn.Cli.Hosting;
using Tarn.Cli.Shell.Editing;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Server;

/// <summary>
/// The terminal of a client, for one command that runs here. What the client sends comes in by itself.
/// </summary>
internal sealed class RemoteTerminal : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    // A client that has heard of the end of its command has nothing to wait for.
    private static readonly TimeSpan LeaveTimeMax = TimeSpan.FromSeconds(5);

    private readonly CommandRequest _request;
    private readonly CommandSocket _socket;
    private readonly FrameQueue _queue;
    private readonly RemoteInput _input;
    private readonly CancellationTokenSource _cancellation;
    private readonly Task _receiving;
    private RemoteScreen? _screen;
    private TaskCompletionSource<string?>? _program;

    /// <param name="request">Describes the terminal.</param>
    /// <param name="socket">To the client.</param>
    /// <param name="stopping">Ends the command, as Ctrl-C and the end of the connection do.</param>
    public RemoteTerminal(CommandRequest request, CommandSocket socket, CancellationToken stopping)
    {
        _request = request;
        _socket = socket;
        _queue = new FrameQueue(socket);
        _input = new RemoteInput(_queue);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Terminal = CreateTerminal();
        _receiving = ReceiveAllAsync();
    }

    public Terminal Terminal { get; }

    /// <summary>The person has pressed Ctrl-C, or is gone.</summary>
    public CancellationToken Interrupted => _cancellation.Token;

    /// <summary>Says that the command has ended, after all that it wrote.</summary>
    public async Task ExitAsync(ExitCode code)
    {
        await Terminal.Error.FlushAsync(CancellationToken.None);
        await _queue.SendAsync(FrameKind.Exit, [(byte)code], CancellationToken.None);
        await _queue.DisposeAsync();
        await _socket.CloseAsync(CancellationToken.None);
    }

    /// <summary>Waits for the client to be gone, so that it has received all there was.</summary>
    public async ValueTask DisposeAsync()
    {
        await _cancellation.CancelAsync();
        await _queue.DisposeAsync();
        await Task.WhenAny(_receiving, Task.Delay(LeaveTimeMax, CancellationToken.None));
    }

    private Terminal CreateTerminal()
    {
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        StreamWriter output = new(new FrameStream(_queue, FrameKind.Output), encoding, BufferBytes)
        {
            AutoFlush = _request.IsOutputTerminal,
        };
        StreamWriter error = new(new FrameStream(_queue, FrameKind.Error), encoding) { AutoFlush = true };
        return new Terminal
        {
            Output = output,
            Error = TextWriter.Synchronized(error),
            Input = _input,
            IsOutputTerminal = _request.IsOutputTerminal,
            IsErrorTerminal = _request.IsErrorTerminal,
            IsInputTerminal = _request.IsInputTerminal,
            Width = _request.Width,
            Height = _request.Height,
            Variable = name => _request.Variables.GetValueOrDefault(name),
            WorkingDirectory = _request.WorkingDirectory,
            OpenScreen = _ => OpenScreen(output),
            RunProgram = RunProgramAsync,
        };
    }

    private IShellScreen OpenScreen(TextWriter output) =>
        _screen = new RemoteScreen(_queue, output, _request.Width);

    private async Task<string?> RunProgramAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        _program = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.SendAsync(FrameKind.RunProgram, CommandProtocol.Serialize(words), cancellationToken);
        return await _program.Task.WaitAsync(cancellationToken);
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(CancellationToken.None) is { } frame)
            {
                await TakeAsync(frame);
            }
        }
        catch (Exception exception) when (exception
            is JsonException or OperationCanceledException or ObjectDisposedException)
        {
            // Either it is no client, or what it sent is not wanted any more.
        }

        await _cancellation.CancelAsync();
        _input.End();
    }

    private async Task TakeAsync(CommandFrame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Input:
                await _input.AddAsync(frame.Text, Interrupted);
                break;
            case FrameKind.InputEnd:
                await _input.AddAsync(null, Interrupted);
                break;
            case FrameKind.Key when _screen is not null:
                await _screen.AddAsync(CommandProtocol.ReadKey(frame), Interrupted);
                break;
            case FrameKind.ProgramEnded:
                _program?.TrySetResult(frame.Payload.IsEmpty ? null : frame.Text);
                break;
            case FrameKind.Cancel:
                await _cancellation.CancelAsync();
                break;
        }
    }
}

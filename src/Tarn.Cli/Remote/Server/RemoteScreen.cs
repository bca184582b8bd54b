using System.Threading.Channels;
using Tarn.Cli.Shell.Editing;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Server;

/// <summary>The screen and keyboard of a client.</summary>
internal sealed class RemoteScreen : IShellScreen
{
    private const int KeysMax = 4096;

    private readonly Channel<KeyPress?> _keys = Channel.CreateBounded<KeyPress?>(KeysMax);
    private readonly FrameQueue _queue;
    private readonly TextWriter _output;
    private bool _isAsked;

    public RemoteScreen(FrameQueue queue, TextWriter output, int width)
    {
        _queue = queue;
        _output = output;
        Width = width;
        queue.Send(FrameKind.OpenScreen, []);
    }

    public int Width { get; private set; }

    public bool HasKey => _keys.Reader.Count > 0;

    /// <summary>Takes in a key; null when there will be none any more.</summary>
    public ValueTask AddAsync(KeyPress? key, CancellationToken cancellationToken) =>
        _keys.Writer.WriteAsync(key, cancellationToken);

    public async ValueTask<ConsoleKeyInfo?> ReadKeyAsync(CancellationToken cancellationToken)
    {
        if (!_isAsked && !HasKey)
        {
            _isAsked = true;
            await _queue.SendAsync(FrameKind.ReadKey, [], cancellationToken);
        }

        if (await _keys.Reader.ReadAsync(cancellationToken) is not { } key)
        {
            return null;
        }

        _isAsked &= !key.IsAnswer;
        Width = key.Width;
        ConsoleModifiers modifiers = (ConsoleModifiers)key.Modifiers;
        return new ConsoleKeyInfo(
            (char)key.Character,
            (ConsoleKey)key.Key,
            modifiers.HasFlag(ConsoleModifiers.Shift),
            modifiers.HasFlag(ConsoleModifiers.Alt),
            modifiers.HasFlag(ConsoleModifiers.Control));
    }

    public void Write(string text)
    {
        _output.Write(text);
        _output.Flush();
    }

    public void Dispose() => _queue.Send(FrameKind.CloseScreen, []);
}

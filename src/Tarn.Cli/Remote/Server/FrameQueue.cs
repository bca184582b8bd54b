using System.Net.WebSockets;
using System.Threading.Channels;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Server;

/// <summary>
/// Messages on their way to a client, in order. Whoever writes waits when the client is slow; when it is gone, what is
/// written is dropped: the command is told by its token. Thread-safe.
/// </summary>
internal sealed class FrameQueue : IAsyncDisposable
{
    private const int WaitingMax = 16;

    private readonly Channel<(FrameKind Kind, byte[] Payload)> _waiting =
        Channel.CreateBounded<(FrameKind, byte[])>(WaitingMax);

    private readonly CommandSocket _socket;
    private readonly Task _sending;

    public FrameQueue(CommandSocket socket)
    {
        _socket = socket;
        _sending = SendAllAsync();
    }

    public async ValueTask SendAsync(FrameKind kind, byte[] payload, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync((kind, payload), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // The client is gone.
        }
    }

    /// <summary>As <see cref="SendAsync"/>, for writers that are not asynchronous.</summary>
    public void Send(FrameKind kind, byte[] payload)
    {
        if (!_waiting.Writer.TryWrite((kind, payload)))
        {
            SendAsync(kind, payload, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Sends what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach ((FrameKind kind, byte[] payload) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
            {
                await _socket.SendAsync(kind, payload, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out _))
            {
                // Nobody reads it any more, and writers may wait for room.
            }
        }
    }
}

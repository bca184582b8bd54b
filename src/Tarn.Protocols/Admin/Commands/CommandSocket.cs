using System.Buffers;
using System.Net.WebSockets;

namespace Tarn.Protocols.Admin.Commands;

/// <summary>Messages over a WebSocket. Several may send at the same time, one receives.</summary>
public sealed class CommandSocket(WebSocket socket) : IDisposable
{
    private const int ReadBytes = 64 * 1024;
    private const int MessageBytesMax = 16 * 1024 * 1024;

    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _received = new(ReadBytes);

    /// <exception cref="WebSocketException">The other side is gone.</exception>
    public async Task SendAsync(
        FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        byte[] message = new byte[payload.Length + 1];
        message[0] = (byte)kind;
        payload.CopyTo(message.AsMemory(1));
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message, good until the one after it is received; null when the other side is gone.</summary>
    public async Task<CommandFrame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _received.ResetWrittenCount();
        try
        {
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(_received.GetMemory(ReadBytes), cancellationToken);
                _received.Advance(part.Count);
            }
            while (!part.EndOfMessage && _received.WrittenCount <= MessageBytesMax);

            bool isWhole = part.EndOfMessage && part.MessageType == WebSocketMessageType.Binary;
            return isWhole && _received.WrittenCount > 0
                ? new CommandFrame((FrameKind)_received.WrittenSpan[0], _received.WrittenMemory[1..])
                : null;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Says that no more will come.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await socket.CloseOutputAsync(
                WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
        }
        catch (WebSocketException)
        {
            // The other side was faster.
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }
}

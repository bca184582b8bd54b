using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tarn.Bench.Streams;

/// <summary>
/// As much of NATS's client protocol as publishing with acknowledgements takes
/// (https://docs.nats.io/reference/reference-protocols/nats-protocol).
/// </summary>
internal sealed class NatsConnection : IDisposable
{
    private const string Inbox = "_INBOX.bench";
    private const int BufferBytes = 256 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly string _inbox = $"{Inbox}.{Guid.NewGuid():N}";
    private int _start;
    private int _end;

    public static async Task<NatsConnection> OpenAsync(int port)
    {
        NatsConnection connection = new();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await connection.SendAsync(
            "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"bench\",\"version\":\"1\"}\r\n"
            + $"SUB {connection._inbox} 1\r\n");
        return connection;
    }

    /// <summary>A message that asks for an answer, as bytes to send.</summary>
    public byte[] Message(string subject, ReadOnlySpan<byte> payload) =>
    [
        .. Encoding.ASCII.GetBytes($"PUB {subject} {_inbox} {payload.Length}\r\n"), .. payload, .. "\r\n"u8,
    ];

    /// <summary>Sends messages that were made before, and waits until each was acknowledged.</summary>
    /// <param name="messages">One after another.</param>
    /// <param name="count">How many they are.</param>
    /// <exception cref="InvalidOperationException">One was refused.</exception>
    public async Task PublishAsync(byte[] messages, int count)
    {
        Task sending = _socket.SendAsync(messages);
        for (int acknowledged = 0; acknowledged < count; acknowledged++)
        {
            Require(await ReadMessageAsync());
        }

        await sending;
    }

    public async Task RequestAsync(string subject, string payload)
    {
        await _socket.SendAsync(Message(subject, Encoding.UTF8.GetBytes(payload)));
        Require(await ReadMessageAsync());
    }

    public void Dispose() => _socket.Dispose();

    private static void Require(string answer)
    {
        if (answer.Contains("\"error\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"nats-server answers {answer}");
        }
    }

    private async Task<string> ReadMessageAsync()
    {
        while (true)
        {
            string line = await ReadLineAsync();
            if (line.StartsWith("MSG ", StringComparison.Ordinal))
            {
                int length = int.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
                return await ReadTextAsync(length);
            }

            if (line == "PING")
            {
                await SendAsync("PONG\r\n");
            }
            else if (line.StartsWith("-ERR", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"nats-server answers {line}");
            }
        }
    }

    private async ValueTask<string> ReadLineAsync()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            await ReceiveAsync();
        }

        string line = Encoding.ASCII.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    private async ValueTask<string> ReadTextAsync(int length)
    {
        while (_end - _start < length + 2)
        {
            await ReceiveAsync();
        }

        string text = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 2;
        return text;
    }

    private async ValueTask ReceiveAsync()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int received = await _socket.ReceiveAsync(_buffer.AsMemory(_end));
        _end += received > 0 ? received : throw new InvalidOperationException("nats-server closed the connection");
    }

    private async Task SendAsync(string text) => await _socket.SendAsync(Encoding.ASCII.GetBytes(text));
}

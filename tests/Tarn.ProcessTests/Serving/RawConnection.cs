using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tarn.ProcessTests.Serving;

/// <summary>Bytes to the server and back, whether they are HTTP or not.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromMinutes(1);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawConnection> OpenAsync(string endpoint)
    {
        RawConnection connection = new();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, new Uri(endpoint).Port));
        return connection;
    }

    /// <summary>
    /// Sends a text on a connection of its own and reads until the server closes it, as it does when the text asks for
    /// that or is no request.
    /// </summary>
    public static async Task<string> TalkAsync(string endpoint, string text)
    {
        using RawConnection connection = await OpenAsync(endpoint);
        await connection.SendAsync(text);
        return Encoding.Latin1.GetString(await connection.ReadToEndAsync());
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>What comes until the server closes the connection.</summary>
    /// <exception cref="OperationCanceledException">It stays open.</exception>
    public async Task<byte[]> ReadToEndAsync()
    {
        using CancellationTokenSource late = new(AnswerTimeMax);
        using MemoryStream answer = new();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, late.Token) is int received and > 0)
            {
                answer.Write(buffer, 0, received);
            }
        }
        catch (SocketException)
        {
            // Reset: closed as well.
        }

        return answer.ToArray();
    }

    public void Dispose() => _socket.Dispose();
}

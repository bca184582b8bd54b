using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tarn.Bench.Serving;

/// <summary>
/// Sends prepared requests over some connections at a time, each as soon as the answer to the one before is there. It
/// does as little as a client can, since it shares the processors with the server.
/// </summary>
internal static class LoadClient
{
    private const int BufferBytes = 64 * 1024;
    private const string LengthHeader = "content-length: ";

    /// <param name="port">On loopback.</param>
    /// <param name="connections">How many at a time.</param>
    /// <param name="requests">Shared by all connections.</param>
    /// <returns>Requests per second, and the time that 99 of 100 took at most, in milliseconds.</returns>
    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public static async Task<(double PerSecond, double SlowMs)> RunAsync(
        int port, int connections, IReadOnlyList<byte[]> requests)
    {
        int next = -1;
        double[] seconds = new double[requests.Count];
        long startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            byte[] buffer = new byte[BufferBytes];
            int index;
            while ((index = Interlocked.Increment(ref next)) < requests.Count)
            {
                long sentAt = Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[index]);
                await ReadAnswerAsync(socket, buffer);
                seconds[index] = Stopwatch.GetElapsedTime(sentAt).TotalSeconds;
            }
        }));
        double elapsed = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        Array.Sort(seconds);
        return (requests.Count / elapsed, seconds[seconds.Length * 99 / 100] * 1000);
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        int filled = 0;
        int bodyStart;
        while ((bodyStart = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled += await ReceiveAsync(socket, buffer.AsMemory(filled));
        }

        string head = Encoding.ASCII.GetString(buffer, 0, bodyStart);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, filled));
        }

        int at = head.IndexOf(LengthHeader, StringComparison.OrdinalIgnoreCase) + LengthHeader.Length;
        int end = head.IndexOf('\r', at);
        long left = long.Parse(head.AsSpan(at, (end < 0 ? head.Length : end) - at), CultureInfo.InvariantCulture)
            - (filled - bodyStart - 4);
        while (left > 0)
        {
            left -= await ReceiveAsync(socket, buffer);
        }
    }

    private static async ValueTask<int> ReceiveAsync(Socket socket, Memory<byte> buffer) =>
        await socket.ReceiveAsync(buffer) is int received and > 0
            ? received
            : throw new InvalidOperationException("the server closed the connection");
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tarn.Bench.Streams;

/// <summary>
/// One connection on which the same request is sent at fixed times. What is late is sent as soon as the answer before
/// is there, and its time counts from when it was due: a server that falls behind shows.
/// </summary>
/// <param name="endpoint">On loopback.</param>
/// <param name="requests">In turns.</param>
internal sealed class PacedClient(Uri endpoint, IReadOnlyList<byte[]> requests)
{
    private const int AnswerBytesMax = 64 * 1024;
    private const string LengthHeader = "content-length: ";

    private readonly List<double> _milliseconds = [];

    /// <summary>What each request took.</summary>
    public IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>Answers that were not 200.</summary>
    public int Refused { get; private set; }

    /// <param name="first">When the first is due, from now.</param>
    /// <param name="interval">Between two.</param>
    /// <param name="time">For how long.</param>
    public async Task RunAsync(TimeSpan first, TimeSpan interval, TimeSpan time)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, endpoint.Port));
        byte[] buffer = new byte[AnswerBytesMax];
        long startedAt = Stopwatch.GetTimestamp();
        for (int sent = 0; ; sent++)
        {
            TimeSpan due = first + (interval * sent);
            if (due >= time)
            {
                return;
            }

            TimeSpan left = due - Stopwatch.GetElapsedTime(startedAt);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left);
            }

            await socket.SendAsync(requests[sent % requests.Count]);
            if (!await ReadAnswerAsync(socket, buffer))
            {
                Refused++;
            }

            _milliseconds.Add((Stopwatch.GetElapsedTime(startedAt) - due).TotalMilliseconds);
        }
    }

    /// <summary>Whether it is 200.</summary>
    private static async Task<bool> ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        int filled = 0;
        while (true)
        {
            int received = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled += received > 0 ? received : throw new InvalidOperationException("the server closed the connection");
            string answer = Encoding.ASCII.GetString(buffer, 0, filled);
            int headEnd = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (headEnd >= 0 && filled >= headEnd + 4 + LengthOf(answer[..headEnd]))
            {
                return answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
            }
        }
    }

    private static int LengthOf(string head)
    {
        int at = head.IndexOf(LengthHeader, StringComparison.OrdinalIgnoreCase) + LengthHeader.Length;
        int end = head.IndexOf('\r', at);
        return int.Parse(head.AsSpan(at, (end < 0 ? head.Length : end) - at));
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tarn.Testing;

/// <summary>
/// A server of HTTP on an address of this machine: it counts connections, keeps what it was asked, and answers as the
/// test says, once for each connection.
/// </summary>
public sealed class StubHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<StubHttpRequest, StubHttpAnswer> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _connections;

    public StubHttpServer(Func<StubHttpRequest, StubHttpAnswer> answer, IPAddress? address = null, int port = 0)
    {
        _answer = answer;
        _listener = new TcpListener(address ?? IPAddress.Loopback, port);
        _listener.Start();
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>In the order in which they came.</summary>
    public ConcurrentQueue<StubHttpRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                served.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using NetworkStream stream = client.GetStream();
                if (await StubHttpRequest.ReadAsync(stream, _stop.Token) is not { } request)
                {
                    return;
                }

                Requests.Enqueue(request);
                StubHttpAnswer answer = _answer(request);
                await Task.Delay(answer.Delay, _stop.Token);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(HeadOf(answer)), _stop.Token);
                await stream.WriteAsync(answer.Body, _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private static string HeadOf(StubHttpAnswer answer)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Said\r\nConnection: close\r\n");
        if (answer.IsSized)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        }

        foreach ((string name, string value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return head.Append("\r\n").ToString();
    }
}

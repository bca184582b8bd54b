using System.Net;
using System.Net.Sockets;

namespace Tarn.Testing;

/// <summary>
/// Stands between a client and a server on TCP and does what networks do: cuts connections after a number of bytes from
/// the server, and slows them down.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly int _targetPort;
    private readonly Task _accepting;
    private long _bytesUntilCut = long.MaxValue;
    private int _cuts;

    private CuttingProxy(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>How long each piece from the server is held back.</summary>
    public TimeSpan Delay { get; set; }

    /// <param name="targetPort">Of a server on the loopback address.</param>
    public static CuttingProxy Start(int targetPort) => new(targetPort);

    /// <summary>
    /// Cuts the connection that carries the last of so many bytes, counted over all from now on; once.
    /// </summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _bytesUntilCut, bytes);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _connections.Add(CarryAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (TcpClient server = new())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _targetPort, _end.Token);
                await Task.WhenAny(
                    PipeAsync(client.GetStream(), server.GetStream(), isFromServer: false),
                    PipeAsync(server.GetStream(), client.GetStream(), isFromServer: true));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
            }
        }
    }

    private async Task PipeAsync(NetworkStream from, NetworkStream to, bool isFromServer)
    {
        byte[] buffer = new byte[16 << 10];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, _end.Token)) > 0)
            {
                if (isFromServer && Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _end.Token);
                }

                long left = isFromServer ? Interlocked.Add(ref _bytesUntilCut, -count) : long.MaxValue;
                if (left <= 0)
                {
                    Interlocked.Exchange(ref _bytesUntilCut, long.MaxValue);
                    Interlocked.Increment(ref _cuts);
                    await to.WriteAsync(buffer.AsMemory(0, (int)Math.Max(0, count + left)), _end.Token);
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tarn.ProcessTests.Load;

/// <summary>
/// Clients that begin requests, then send a byte now and then, and come again when they are sent away. All of them are
/// one thread, so that they do not stand in the way of those beside them in this process.
/// </summary>
internal sealed class SlowClients : IDisposable
{
    private static readonly TimeSpan ByteInterval = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(5);

    private readonly IPEndPoint _server;
    private readonly byte[][] _beginnings;
    private readonly Socket[] _clients;
    private readonly Thread _thread;
    private volatile bool _isOver;
    private int _sentAway;

    private SlowClients(IPEndPoint server, byte[][] beginnings, int count)
    {
        _server = server;
        _beginnings = beginnings;
        _clients = [.. Enumerable.Range(0, count).Select(Begin)];
        _thread = new Thread(Drip) { IsBackground = true, Name = "slow clients" };
        _thread.Start();
    }

    /// <summary>How often one was sent away so far.</summary>
    public int SentAway => Volatile.Read(ref _sentAway);

    /// <summary>All of them have begun their requests afterwards.</summary>
    /// <param name="endpoint">As <c>http://127.0.0.1:41234</c>.</param>
    /// <param name="beginnings">What they send first, in turns; each goes on with any bytes.</param>
    /// <param name="count">How many they are.</param>
    public static Task<SlowClients> StartAsync(string endpoint, IEnumerable<string> beginnings, int count) =>
        Task.Run(() => new SlowClients(
            new IPEndPoint(IPAddress.Loopback, new Uri(endpoint).Port),
            [.. beginnings.Select(Encoding.Latin1.GetBytes)],
            count));

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        Array.ForEach(_clients, client => client.Dispose());
    }

    private Socket Begin(int number)
    {
        Socket client = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(_server);
        client.Send(_beginnings[number % _beginnings.Length]);
        return client;
    }

    /// <summary>Each has its own moment of a round, as clients have that know nothing of each other.</summary>
    private void Drip()
    {
        long startedAt = Stopwatch.GetTimestamp();
        for (long turn = 0; !_isOver; turn++)
        {
            TimeSpan pause = (ByteInterval * turn / _clients.Length) - Stopwatch.GetElapsedTime(startedAt);
            if (pause > PauseMin)
            {
                Thread.Sleep(pause);
            }

            DripOne((int)(turn % _clients.Length));
        }
    }

    private void DripOne(int number)
    {
        _clients[number].Send("1"u8, SocketFlags.None, out SocketError error);
        if (error != SocketError.Success)
        {
            Interlocked.Increment(ref _sentAway);
            _clients[number].Dispose();
            _clients[number] = Begin(number);
        }
    }
}

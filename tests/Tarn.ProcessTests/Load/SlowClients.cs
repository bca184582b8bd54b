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
    private const int PausesPerRound = 40;

    private static readonly TimeSpan ByteInterval = TimeSpan.FromSeconds(4);

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

    private void Drip()
    {
        int perPause = Math.Max(1, _clients.Length / PausesPerRound);
        while (!_isOver)
        {
            for (int i = 0; i < _clients.Length && !_isOver; i++)
            {
                DripOne(i);
                if (i % perPause == 0)
                {
                    Thread.Sleep(ByteInterval / PausesPerRound);
                }
            }
        }
    }

    private void DripOne(int number)
    {
        try
        {
            _clients[number].Send("1"u8);
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref _sentAway);
            _clients[number].Dispose();
            _clients[number] = Begin(number);
        }
    }
}

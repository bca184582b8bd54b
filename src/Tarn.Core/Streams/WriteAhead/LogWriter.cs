namespace Tarn.Streams.WriteAhead;

/// <summary>
/// The one thread that writes the logs of all streams: each that has something waiting gets its turn, and what waited
/// together is synced together.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    private readonly object _gate = new();
    private readonly Thread _thread;
    private List<StreamLog> _ready = [];
    private bool _isStopping;

    public LogWriter()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "tarn-streams" };
        _thread.Start();
    }

    /// <summary>Has the log get a turn; called once for as long as it has not had it.</summary>
    public void Schedule(StreamLog log)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            _ready.Add(log);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes what waits, and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        TurnBuffer buffer = new();
        List<StreamLog> turns = [];
        while (TryTake(ref turns))
        {
            foreach (StreamLog log in turns)
            {
                if (log.WriteTurn(buffer))
                {
                    Again(log);
                }
            }

            turns.Clear();
        }
    }

    /// <summary>Waits; false when there is nothing left and there will be nothing.</summary>
    private bool TryTake(ref List<StreamLog> turns)
    {
        lock (_gate)
        {
            while (_ready.Count == 0)
            {
                if (_isStopping)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (turns, _ready) = (_ready, turns);
            return true;
        }
    }

    private void Again(StreamLog log)
    {
        lock (_gate)
        {
            _ready.Add(log);
        }
    }
}

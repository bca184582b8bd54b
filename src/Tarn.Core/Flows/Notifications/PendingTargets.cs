namespace Tarn.Flows.Notifications;

/// <summary>
/// What events are still to start, and from which event on. What comes while a target runs is another run of it.
/// Thread-safe.
/// </summary>
internal sealed class PendingTargets(long position)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _running = new(StringComparer.Ordinal);
    private long _seen = position;

    /// <summary>All that events up to this one started has ended.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Values.Concat(_running.Values).Select(first => first - 1).Append(_seen).Min();
            }
        }
    }

    /// <summary>An event was seen, and is to start these.</summary>
    public void Add(long sequence, IEnumerable<string> targets)
    {
        lock (_lock)
        {
            _seen = Math.Max(_seen, sequence);
            foreach (string target in targets)
            {
                _waiting.TryAdd(target, sequence);
            }
        }
    }

    /// <summary>Takes what waits and does not run; each is given back by <see cref="Ended"/>.</summary>
    public IReadOnlyList<string> TakeDue()
    {
        lock (_lock)
        {
            string[] due = [.. _waiting.Keys.Where(target => !_running.ContainsKey(target))];
            foreach (string target in due)
            {
                _waiting.Remove(target, out long first);
                _running[target] = first;
            }

            return due;
        }
    }

    /// <summary>A run has ended; if it did not even begin, it is to be tried again.</summary>
    public void Ended(string target, bool hasRun)
    {
        lock (_lock)
        {
            _running.Remove(target, out long first);
            if (!hasRun)
            {
                _waiting[target] = first;
            }
        }
    }
}

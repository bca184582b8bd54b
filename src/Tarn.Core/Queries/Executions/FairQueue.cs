namespace Tarn.Queries.Executions;

/// <summary>
/// Work that waits for its turn. Of what runs at the same time there is a limit; when a place is free, the groups take
/// turns, so that one with much to do does not hold up another. Thread-safe.
/// </summary>
/// <param name="runningMax">Works at the same time.</param>
/// <param name="waitingMax">
/// Works that may wait. A group has no more of the places than are left to others: half of them when it is alone, a
/// third when two are as busy, so that whoever comes finds one.
/// </param>
internal sealed class FairQueue(int runningMax, int waitingMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Func<Task>>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Groups with something that waits, the next one first.</summary>
    private readonly LinkedList<string> _turns = [];

    private int _waitingCount;
    private int _runningCount;

    /// <summary>
    /// Runs it as soon as it may; false, with nothing done, when too many wait, of all groups or of this one.
    /// </summary>
    /// <param name="group">Whose turn it takes.</param>
    /// <param name="work">Throws nothing.</param>
    public bool TryAdd(string group, Func<Task> work)
    {
        lock (_lock)
        {
            _waiting.TryGetValue(group, out Queue<Func<Task>>? works);
            if ((works?.Count ?? 0) >= waitingMax - _waitingCount)
            {
                return false;
            }

            if (works is null)
            {
                _waiting[group] = works = new Queue<Func<Task>>();
                _turns.AddLast(group);
            }

            works.Enqueue(work);
            _waitingCount++;
            Start_NeedsLock();
            return true;
        }
    }

    private void Start_NeedsLock()
    {
        while (_runningCount < runningMax && _turns.First is { } turn)
        {
            string group = turn.Value;
            _turns.RemoveFirst();
            Queue<Func<Task>> works = _waiting[group];
            Func<Task> work = works.Dequeue();
            if (works.Count > 0)
            {
                _turns.AddLast(turn);
            }
            else
            {
                _waiting.Remove(group);
            }

            _waitingCount--;
            _runningCount++;
            _ = Task.Run(() => RunAsync(work));
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            lock (_lock)
            {
                _runningCount--;
                Start_NeedsLock();
            }
        }
    }
}

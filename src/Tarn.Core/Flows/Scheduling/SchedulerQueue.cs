namespace Tarn.Flows.Scheduling;

/// <summary>The schedules of a scheduler, by when they are due, and those of whose runs some wait to begin.</summary>
internal sealed class SchedulerQueue
{
    private readonly Dictionary<string, SchedulerEntry> _entries = [];
    private readonly PriorityQueue<(SchedulerEntry Entry, DateTimeOffset At), DateTimeOffset> _due = new();
    private readonly HashSet<string> _waiting = [];
    private readonly List<SchedulerEntry> _ended = [];

    public IReadOnlyCollection<SchedulerEntry> All => _entries.Values;

    public SchedulerEntry? Find(string key) => _entries.GetValueOrDefault(key);

    /// <summary>Takes it in, or what it has become.</summary>
    public void Put(SchedulerEntry entry)
    {
        _entries[entry.Item.Key] = entry;
        if (entry.NextAt is { } next)
        {
            _due.Enqueue((entry, next), next);
        }
        else if (entry.Item.IsDeletedAtEnd)
        {
            _ended.Add(entry);
        }
    }

    public void Remove(string key)
    {
        _entries.Remove(key);
        _waiting.Remove(key);
    }

    /// <summary>Each once; each is to be put back.</summary>
    public IReadOnlyList<SchedulerEntry> TakeDue(DateTimeOffset now)
    {
        List<SchedulerEntry> due = [];
        while (_due.TryPeek(out (SchedulerEntry Entry, DateTimeOffset At) first, out DateTimeOffset at) && at <= now)
        {
            _due.Dequeue();
            if (IsCurrent(first))
            {
                first.Entry.NextAt = null;
                due.Add(first.Entry);
            }
        }

        return due;
    }

    public void NoteWaiting(string key) => _waiting.Add(key);

    public IReadOnlyList<SchedulerEntry> TakeWaiting() => [.. _waiting.Select(key => _entries[key])];

    /// <summary>Forgets those of which no run waits any more.</summary>
    public void KeepWaiting() => _waiting.RemoveWhere(key => _entries[key].First is null);

    /// <summary>Those with no moment to come that go away then, and of which no run waits.</summary>
    public IReadOnlyList<SchedulerEntry> TakeEnded()
    {
        SchedulerEntry[] ended =
            [.. _ended.Where(entry => _entries.GetValueOrDefault(entry.Item.Key) == entry && entry.First is null)];
        _ended.RemoveAll(ended.Contains);
        return ended;
    }

    /// <summary>The next moment, no later than the others.</summary>
    /// <param name="retryAt">When what waits is tried again.</param>
    /// <param name="latest">If there is no other.</param>
    public DateTimeOffset NextAt(DateTimeOffset retryAt, DateTimeOffset latest)
    {
        DateTimeOffset next = _waiting.Count > 0 && retryAt < latest ? retryAt : latest;
        while (_due.TryPeek(out (SchedulerEntry Entry, DateTimeOffset At) first, out DateTimeOffset at))
        {
            if (IsCurrent(first))
            {
                return at < next ? at : next;
            }

            _due.Dequeue();
        }

        return next;
    }

    private bool IsCurrent((SchedulerEntry Entry, DateTimeOffset At) due) =>
        _entries.GetValueOrDefault(due.Entry.Item.Key) == due.Entry && due.Entry.NextAt == due.At;
}

namespace Tarn.Flows.Scheduling;

/// <summary>A schedule as the scheduler has it.</summary>
internal sealed class SchedulerEntry(ScheduledItem item, DateTimeOffset done)
{
    private readonly LinkedList<Firing> _waiting = [];

    public ScheduledItem Item { get; } = item;

    /// <summary>Moments up to this one are done or wait.</summary>
    public DateTimeOffset Done { get; set; } = done;

    /// <summary>When it is due; null: never again.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>Runs that could not begin yet, the oldest first.</summary>
    public IReadOnlyCollection<Firing> Waiting => _waiting;

    public Firing? First => _waiting.First?.Value;

    /// <summary>Takes one in; what there is no more room for is given back.</summary>
    public Firing? Add(Firing firing)
    {
        _waiting.AddLast(firing);
        if (_waiting.Count <= Math.Max(1, Item.Timing.Missed.RunsMax))
        {
            return null;
        }

        Firing dropped = _waiting.First!.Value;
        _waiting.RemoveFirst();
        return dropped;
    }

    public void RemoveFirst() => _waiting.RemoveFirst();
}

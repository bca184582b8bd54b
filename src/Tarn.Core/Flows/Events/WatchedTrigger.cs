using System.Globalization;
using Tarn.Storage.Events;

namespace Tarn.Flows.Events;

/// <summary>A trigger that waits for events or conditions, and what it has seen.</summary>
/// <param name="trigger">Switched on.</param>
/// <param name="progress">As it is kept.</param>
/// <param name="matches">Whether an event of an object is one that it waits for.</param>
internal sealed class WatchedTrigger(Trigger trigger, TriggerProgress progress, Func<ObjectEvent, bool> matches)
{
    private const int CountedMax = 100;

    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan WindowMax = TimeSpan.FromSeconds(900);

    private readonly GatheredObjects _gathered = new();
    private long _sequence = progress.Sequence;
    private DateTimeOffset _firstAt;

    public Trigger Trigger => trigger;

    /// <summary>As it is to be kept.</summary>
    public TriggerProgress Progress { get; set; } = progress;

    /// <summary>When what waits is tried again.</summary>
    public DateTimeOffset RetryAt { get; set; }

    /// <summary>Counts an event, if it waits for it.</summary>
    public void See(ObjectEvent told, DateTimeOffset now)
    {
        if (told.Sequence <= _sequence || trigger.Kind != TriggerKind.Event)
        {
            return;
        }

        _sequence = told.Sequence;
        if (matches(told))
        {
            Gather(told, now);
        }
    }

    /// <summary>Events may have been missed: one of them is taken to have come.</summary>
    public void SeeMissed(DateTimeOffset now)
    {
        if (trigger.Kind == TriggerKind.Event && trigger.Event?.Webhook is null)
        {
            Gather(told: null, now);
        }
    }

    /// <summary>Counts a run that has ended, once; true when that met a condition.</summary>
    public bool See(EndedWork ended)
    {
        string[] places = [.. Enumerable.Range(0, trigger.Conditions.Count)
            .Where(place => ended.Meets(trigger.Conditions[place]))
            .Select(place => place.ToString(CultureInfo.InvariantCulture))];
        if (places.Length == 0 || ended.EndedAt < Progress.Since || Progress.Counted.Contains(ended.Id))
        {
            return false;
        }

        Dictionary<string, string> met = new(Progress.Met);
        foreach (string place in places)
        {
            met[place] = ended.Id;
        }

        Progress = Progress with
        {
            Met = met,
            MetBy = EventValues.Of(ended),
            SeenAt = ended.EndedAt > Progress.SeenAt ? ended.EndedAt : Progress.SeenAt,
            Counted = [.. Progress.Counted.TakeLast(CountedMax - 1), ended.Id],
        };
        return true;
    }

    /// <summary>Takes what has come together, if it is enough: from now on it waits anew.</summary>
    public bool TryTake(string runId, DateTimeOffset now)
    {
        bool isMet = trigger.Kind == TriggerKind.Conditional
            && Progress.Met.Count > 0
            && (trigger.IsAnyEnough || Progress.Met.Count == trigger.Conditions.Count);
        if (Progress.PendingId is not null || !(isMet || DueAt() <= now))
        {
            return false;
        }

        Progress = Progress with
        {
            Sequence = _sequence,
            Met = new Dictionary<string, string>(),
            MetBy = null,
            Event = isMet ? Progress.MetBy : _gathered.Values(trigger.Event),
            PendingId = runId,
        };
        _gathered.Clear();
        return true;
    }

    /// <summary>When events that came are enough, if no more come; null when there are none.</summary>
    public DateTimeOffset? DueAt()
    {
        if (_gathered.Count == 0)
        {
            return null;
        }

        if (trigger.Batch is not { } batch)
        {
            return _firstAt + QuietTime;
        }

        TimeSpan window = batch.WindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : WindowMax;
        return _gathered.Count >= batch.Size ? _firstAt : _firstAt + window;
    }

    private void Gather(ObjectEvent? told, DateTimeOffset now)
    {
        _firstAt = _gathered.Count == 0 ? now : _firstAt;
        _gathered.Add(told);
    }
}

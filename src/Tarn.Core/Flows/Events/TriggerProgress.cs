namespace Tarn.Flows.Events;

/// <summary>How far a trigger has got that waits for events or conditions (docs/formats/flows.md).</summary>
internal sealed record TriggerProgress
{
    /// <summary>Events of objects up to this one are counted, or were before its time.</summary>
    public long Sequence { get; init; }

    /// <summary>Runs that ended before were before its time.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the last run ended that was counted.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>The runs that were counted last, which are not counted again.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>By the place of a condition: the run that met it since the trigger started something last.</summary>
    public IReadOnlyDictionary<string, string> Met { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of the run that met a condition last; null when none has.</summary>
    public IReadOnlyDictionary<string, string>? MetBy { get; init; }

    /// <summary>Values of the event that it starts something for, with <see cref="PendingId"/>.</summary>
    public IReadOnlyDictionary<string, string>? Event { get; init; }

    /// <summary>Of what it is to start: written before it is started. Null when there is nothing.</summary>
    public string? PendingId { get; init; }
}

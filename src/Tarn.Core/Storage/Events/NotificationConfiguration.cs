namespace Tarn.Storage.Events;

/// <summary>
/// Whom a bucket tells of its objects. Persisted (docs/formats/events.md): members are only ever added.
/// </summary>
public sealed record NotificationConfiguration
{
    /// <summary>Whether all its events go into the lake's events.</summary>
    public bool TellsLake { get; init; }

    /// <summary>What starts when something happens to objects.</summary>
    public IReadOnlyList<NotificationRule> Rules { get; init; } = [];

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => !TellsLake && Rules.Count == 0;
}

namespace Tarn.Flows;

/// <summary>What makes a trigger start its actions. Persisted by name.</summary>
public enum TriggerKind
{
    /// <summary>Somebody says so.</summary>
    OnDemand,

    /// <summary>A moment of its schedule.</summary>
    Scheduled,

    /// <summary>Jobs and crawlers that end as its conditions say.</summary>
    Conditional,

    /// <summary>Events.</summary>
    Event,
}

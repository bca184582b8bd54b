namespace Tarn.Flows.Schedules;

/// <summary>How many runs make up for moments that were missed. Persisted by name.</summary>
public enum MissedKind
{
    /// <summary>None: the next moment is the next one to come.</summary>
    Skip,

    /// <summary>One, for the latest of them.</summary>
    Once,

    /// <summary>One for each, the oldest first, up to a number.</summary>
    All,
}

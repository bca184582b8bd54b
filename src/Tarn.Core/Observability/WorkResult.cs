namespace Tarn.Observability;

/// <summary>How work ended. Persisted by name.</summary>
public enum WorkResult
{
    Succeeded,
    Failed,

    /// <summary>Somebody stopped it, which says nothing about whether it works.</summary>
    Stopped,
}

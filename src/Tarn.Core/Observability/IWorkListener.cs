namespace Tarn.Observability;

/// <summary>Is told how work ended, when its record is on disk and no further attempt follows.</summary>
public interface IWorkListener
{
    /// <summary>Quick, and without exceptions; calls may come at the same time.</summary>
    void Ended(WorkOutcome outcome);
}

namespace Tarn.Observability;

/// <summary>
/// Is told how work goes. It must be quick, and must not throw; calls may come at the same time.
/// </summary>
public interface IWorkListener
{
    /// <summary>Work has ended: its record is on disk, and no further attempt follows.</summary>
    void Ended(WorkOutcome outcome);

    /// <summary>Work has not ended by the time that it is given. Told once; most need not know.</summary>
    void Late(WorkLateness lateness)
    {
    }
}

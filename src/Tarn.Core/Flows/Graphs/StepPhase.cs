namespace Tarn.Flows.Graphs;

/// <summary>When a step has its turn. Persisted by name.</summary>
public enum StepPhase
{
    Main,

    /// <summary>After all others of the main phase, when one has failed the run.</summary>
    Catch,

    /// <summary>After all others, whatever came of them.</summary>
    Finally,
}

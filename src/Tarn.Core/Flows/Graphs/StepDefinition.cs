namespace Tarn.Flows.Graphs;

/// <summary>One step of a workflow.</summary>
public sealed record StepDefinition
{
    public required string Name { get; init; }

    public StepPhase Phase { get; init; }

    /// <summary>What must have happened before; empty: nothing.</summary>
    public IReadOnlyList<StepCondition> Conditions { get; init; } = [];

    /// <summary>True when one condition is enough, false when all must be met.</summary>
    public bool IsAnyEnough { get; init; }

    /// <summary>SQL that must be true, with <c>${…}</c> for values; null: nothing.</summary>
    public string? When { get; init; }

    /// <summary>Done once for each of these; null: once.</summary>
    public FanOut? ForEach { get; init; }

    public RetryRule Retries { get; init; } = RetryRule.None;

    /// <summary>Of each attempt; null is as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the run fails when this step does.</summary>
    public bool FailsRun { get; init; } = true;

    public required StepWork Work { get; init; }

    /// <summary>The trigger that it comes from, which its job runs have as theirs; null: none.</summary>
    public string? Trigger { get; init; }
}

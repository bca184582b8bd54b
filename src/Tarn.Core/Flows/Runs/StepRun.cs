using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>A step of a run, or one item of such a step. Persisted (docs/formats/flows.md).</summary>
public sealed record StepRun
{
    /// <summary>That of the step; of an item as <c>step[3]</c>.</summary>
    public required string Name { get; init; }

    public required StepState State { get; init; }

    /// <summary>1 for the first.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>
    /// Of what the attempt runs: kept before it is started, and looked for after a crash. Null while it waits.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>When the next attempt begins, or a wait ends; null when there is no such thing.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether somebody has to agree.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>When the attempt began; null while it waits to.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>How often an attempt was begun again because the process had ended.</summary>
    public int Interruptions { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What later steps may use.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>What the step is done for; null when it is done once.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Why it failed, or was skipped; null when it was not.</summary>
    public string? Error { get; init; }

    internal bool HasEnded => State != StepState.Running;
}

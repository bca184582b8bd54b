namespace Tarn.Flows.Graphs;

/// <summary>
/// A graph of steps as it runs: made from a file of workflows/, or from the triggers of a workflow that a client made.
/// Kept with each of its runs (docs/formats/flows.md).
/// </summary>
public sealed record WorkflowDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Defaults by name; null: a run has to say it.</summary>
    public IReadOnlyDictionary<string, string?> Parameters { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether runs may have parameters that are not among <see cref="Parameters"/>.</summary>
    public bool TakesAnyParameter { get; init; }

    /// <summary>How many runs of its <see cref="Queue"/> there may be at once; null for no limit.</summary>
    public int? RunsMax { get; init; }

    /// <summary>Whether a run that is one too many waits; if not, it is refused.</summary>
    public bool Queues { get; init; }

    /// <summary>Workflows of one queue share its places; null: the workflow's own.</summary>
    public string? Queue { get; init; }

    /// <summary>From when a run begins; null is as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A run that has not ended so long after it was due or asked for is late; null: none is.</summary>
    public TimeSpan? LateAfter { get; init; }

    /// <summary>In the order in which they were written.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>The file that defines it; null when a client made it.</summary>
    public string? File { get; init; }
}

using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>What is asked for when a workflow is started.</summary>
/// <param name="Workflow">Its name.</param>
public sealed record WorkflowStart(string Workflow)
{
    /// <summary>Of the run; when there is one of it already, none is started. Null makes one.</summary>
    public string? RunId { get; init; }

    /// <summary>What is run; null: the workflow as it is.</summary>
    public WorkflowDefinition? Definition { get; init; }

    /// <summary>Go before the workflow's defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Who starts it: a schedule, a trigger, another run; null: somebody does.</summary>
    public string? StartedBy { get; init; }

    /// <summary>When a schedule had it begin, from which its lateness counts; null: it counts from now.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether it waits for its place even where the workflow says that such runs are refused.</summary>
    public bool MayQueue { get; init; }
}

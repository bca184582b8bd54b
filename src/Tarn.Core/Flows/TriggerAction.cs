namespace Tarn.Flows;

/// <summary>A job, a crawler or a workflow that a trigger starts: one of them is named.</summary>
public sealed record TriggerAction
{
    public string? Job { get; init; }

    public string? Crawler { get; init; }

    /// <summary>Only of triggers that files define.</summary>
    public string? Workflow { get; init; }

    /// <summary>Of the job's run, or the workflow's parameters.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the job's run; null is what the job says.</summary>
    public int? TimeoutMinutes { get; init; }

    /// <summary>Kept for the client; nobody is told of long runs.</summary>
    public int? NotifyAfterMinutes { get; init; }
}

using Tarn.Crawlers.Background;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;

namespace Tarn.Flows;

/// <summary>How a job, a crawler or a workflow must have ended: one of them is named, with its state.</summary>
public sealed record TriggerCondition
{
    public string? Job { get; init; }

    public JobRunState? JobState { get; init; }

    public string? Crawler { get; init; }

    public CrawlState? CrawlState { get; init; }

    /// <summary>Only of triggers that files define.</summary>
    public string? Workflow { get; init; }

    public WorkflowRunState? WorkflowState { get; init; }
}

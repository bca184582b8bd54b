using Tarn.Crawlers.Background;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;

namespace Tarn.Flows.Events;

/// <summary>A run of a job, a crawler or a workflow that has ended.</summary>
internal sealed record EndedWork(string Id, DateTimeOffset EndedAt)
{
    public JobRunRecord? Job { get; init; }

    public CrawlRecord? Crawl { get; init; }

    public WorkflowRun? Workflow { get; init; }

    public bool Meets(TriggerCondition condition) =>
        (Job is { } job && condition.Job == job.Job && condition.JobState == job.State)
        || (Crawl is { } crawl && condition.Crawler == crawl.Crawler && condition.CrawlState == crawl.State)
        || (Workflow is { } run && condition.Workflow == run.Workflow && condition.WorkflowState == run.State);
}

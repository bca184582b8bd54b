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

    /// <summary>What ended, as definitions call it.</summary>
    public string Kind => Job is not null ? "job" : Crawl is not null ? "crawler" : "workflow";

    public string Name => Job?.Job ?? Crawl?.Crawler ?? Workflow!.Workflow;

    /// <summary>How, as definitions call it.</summary>
    public string State => (Job, Crawl, Workflow) switch
    {
        ({ State: JobRunState.TimedOut }, _, _) or (_, _, { State: WorkflowRunState.TimedOut }) => "timed_out",
        ({ } job, _, _) => WordOf(job.State),
        (_, { State: CrawlState.Completed }, _) => "succeeded",
        (_, { } crawl, _) => WordOf(crawl.State),
        _ => WordOf(Workflow!.State),
    };

    public bool Meets(TriggerCondition condition) =>
        (Job is { } job && condition.Job == job.Job && condition.JobState == job.State)
        || (Crawl is { } crawl && condition.Crawler == crawl.Crawler && condition.CrawlState == crawl.State)
        || (Workflow is { } run && condition.Workflow == run.Workflow && condition.WorkflowState == run.State);

    private static string WordOf<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();
}

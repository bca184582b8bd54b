using Tarn.Protocols.Aws.Glue.Jobs;
using Tarn.Protocols.Aws.Glue.Triggers;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>A workflow as clients get it.</summary>
internal sealed record WorkflowAnswer : WorkflowInput
{
    public DateTimeOffset? CreatedOn { get; init; }

    public DateTimeOffset? LastModifiedOn { get; init; }

    public WorkflowRunAnswer? LastRun { get; init; }

    public WorkflowGraph? Graph { get; init; }
}

internal sealed record WorkflowGraph(IReadOnlyList<WorkflowNode> Nodes, IReadOnlyList<WorkflowEdge> Edges);

/// <summary>A trigger, or something that one starts or waits for.</summary>
internal sealed record WorkflowNode
{
    /// <summary>TRIGGER, JOB or CRAWLER.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string UniqueId { get; init; }

    public TriggerNode? TriggerDetails { get; init; }

    /// <summary>Only in graphs of runs.</summary>
    public JobNode? JobDetails { get; init; }

    /// <summary>Only in graphs of runs.</summary>
    public CrawlerNode? CrawlerDetails { get; init; }
}

internal sealed record TriggerNode(TriggerAnswer Trigger);

internal sealed record JobNode(IReadOnlyList<JobRun> JobRuns);

internal sealed record CrawlerNode(IReadOnlyList<NodeCrawl> Crawls);

/// <summary>A crawl of a run.</summary>
internal sealed record NodeCrawl
{
    /// <summary>RUNNING, SUCCEEDED, CANCELLED or FAILED.</summary>
    public required string State { get; init; }

    public DateTimeOffset? StartedOn { get; init; }

    public DateTimeOffset? CompletedOn { get; init; }

    public string? ErrorMessage { get; init; }

    public string LogGroup { get; init; } = "/aws-glue/crawlers";
}

/// <summary>What comes after what.</summary>
internal sealed record WorkflowEdge(string SourceId, string DestinationId);

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>What makes or changes a workflow.</summary>
internal record WorkflowInput
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? DefaultRunProperties { get; init; }

    public int? MaxConcurrentRuns { get; init; }
}

internal sealed record CreateWorkflowRequest : WorkflowInput
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record WorkflowNamed
{
    public required string Name { get; init; }
}

internal sealed record GetWorkflowRequest
{
    public required string Name { get; init; }

    public bool? IncludeGraph { get; init; }
}

internal sealed record GetWorkflowResponse(WorkflowAnswer Workflow);

internal sealed record BatchGetWorkflowsRequest
{
    public required IReadOnlyList<string> Names { get; init; }

    public bool? IncludeGraph { get; init; }
}

internal sealed record BatchGetWorkflowsResponse(
    IReadOnlyList<WorkflowAnswer> Workflows, IReadOnlyList<string> MissingWorkflows);

internal sealed record ListWorkflowsRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListWorkflowsResponse(IReadOnlyList<string> Workflows, string? NextToken);

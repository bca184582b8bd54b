namespace Tarn.Protocols.Aws.Glue.Workflows;

internal sealed record StartWorkflowRunRequest
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string>? RunProperties { get; init; }
}

internal sealed record StartWorkflowRunResponse(string RunId);

/// <summary>Names a run.</summary>
internal record WorkflowRunNamed
{
    public required string Name { get; init; }

    public required string RunId { get; init; }
}

internal sealed record GetWorkflowRunRequest : WorkflowRunNamed
{
    public bool? IncludeGraph { get; init; }
}

internal sealed record GetWorkflowRunResponse(WorkflowRunAnswer Run);

internal sealed record GetWorkflowRunsRequest
{
    public required string Name { get; init; }

    public bool? IncludeGraph { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetWorkflowRunsResponse(IReadOnlyList<WorkflowRunAnswer> Runs, string? NextToken);

internal sealed record ResumeWorkflowRunRequest : WorkflowRunNamed
{
    public required IReadOnlyList<string> NodeIds { get; init; }
}

internal sealed record ResumeWorkflowRunResponse(string RunId, IReadOnlyList<string> NodeIds);

internal sealed record GetWorkflowRunPropertiesResponse(IReadOnlyDictionary<string, string> RunProperties);

internal sealed record PutWorkflowRunPropertiesRequest : WorkflowRunNamed
{
    public required IReadOnlyDictionary<string, string> RunProperties { get; init; }
}

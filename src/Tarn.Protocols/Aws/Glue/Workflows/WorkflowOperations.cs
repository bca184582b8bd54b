using Tarn.Flows;
using Tarn.Flows.Runs;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>Workflows: made, shown, changed, deleted.</summary>
internal sealed class WorkflowOperations(FlowCatalog flows, WorkflowService workflows)
{
    private const int PageMax = 25;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreateWorkflow", JsonOperation.Of(
            GlueJson.Default.CreateWorkflowRequest,
            GlueJson.Default.WorkflowNamed,
            CreateAsync)),
        new("GetWorkflow", JsonOperation.Of(
            GlueJson.Default.GetWorkflowRequest, GlueJson.Default.GetWorkflowResponse, GetAsync)),
        new("BatchGetWorkflows", JsonOperation.Of(
            GlueJson.Default.BatchGetWorkflowsRequest, GlueJson.Default.BatchGetWorkflowsResponse, GetNamedAsync)),
        new("ListWorkflows", JsonOperation.Of(
            GlueJson.Default.ListWorkflowsRequest, GlueJson.Default.ListWorkflowsResponse, ListAsync)),
        new("UpdateWorkflow", JsonOperation.Of(
            GlueJson.Default.WorkflowInput, GlueJson.Default.WorkflowNamed, UpdateAsync)),
        new("DeleteWorkflow", JsonOperation.Of(
            GlueJson.Default.WorkflowNamed,
            GlueJson.Default.WorkflowNamed,
            DeleteAsync,
            new() { Text = "with its triggers" })),
    ];

    private async Task<WorkflowNamed> CreateAsync(
        CreateWorkflowRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Workflow bare = new() { Name = request.Name, Tags = request.Tags ?? new Dictionary<string, string>() };
        await flows.CreateWorkflowAsync(Put(bare, request), cancellationToken);
        return new WorkflowNamed { Name = request.Name };
    }

    private async Task<GetWorkflowResponse> GetAsync(
        GetWorkflowRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Workflow workflow = await flows.GetWorkflowAsync(request.Name, cancellationToken);
        IReadOnlyList<Trigger>? triggers = await FindTriggersAsync(request.IncludeGraph, cancellationToken);
        return new GetWorkflowResponse(await AnswerAsync(workflow, triggers, cancellationToken));
    }

    private async Task<BatchGetWorkflowsResponse> GetNamedAsync(
        BatchGetWorkflowsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("names", request.Names.Count, PageMax);
        IReadOnlyList<Workflow> all = await flows.ListWorkflowsAsync(cancellationToken);
        Workflow[] found = [.. all.Where(workflow => request.Names.Contains(workflow.Name))];
        IReadOnlyList<Trigger>? triggers = await FindTriggersAsync(request.IncludeGraph, cancellationToken);
        List<WorkflowAnswer> answers = [];
        foreach (Workflow workflow in found)
        {
            answers.Add(await AnswerAsync(workflow, triggers, cancellationToken));
        }

        return new BatchGetWorkflowsResponse(
            answers,
            [.. request.Names.Except(found.Select(workflow => workflow.Name))]);
    }

    private async Task<ListWorkflowsResponse> ListAsync(
        ListWorkflowsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Workflow> page, string? next) = Paging.Page(
            await flows.ListWorkflowsAsync(cancellationToken),
            workflow => workflow.Name,
            request.NextToken,
            request.MaxResults,
            PageMax);
        return new ListWorkflowsResponse([.. page.Select(workflow => workflow.Name)], next);
    }

    private async Task<WorkflowNamed> UpdateAsync(
        WorkflowInput request, AwsCall call, CancellationToken cancellationToken)
    {
        await flows.UpdateWorkflowAsync(request.Name, workflow => Put(workflow, request), cancellationToken);
        return new WorkflowNamed { Name = request.Name };
    }

    /// <summary>As Glue has it, one that is not there is no error.</summary>
    private async Task<WorkflowNamed> DeleteAsync(
        WorkflowNamed request, AwsCall call, CancellationToken cancellationToken)
    {
        await flows.DeleteWorkflowAsync(request.Name, cancellationToken);
        return request;
    }

    /// <summary>Null when no graph is asked for.</summary>
    private async Task<IReadOnlyList<Trigger>?> FindTriggersAsync(
        bool? includesGraph, CancellationToken cancellationToken) =>
        includesGraph == true ? await flows.ListTriggersAsync(cancellationToken) : null;

    private static Workflow Put(Workflow workflow, WorkflowInput said) => workflow with
    {
        Description = said.Description,
        Properties = said.DefaultRunProperties,
        RunsMax = said.MaxConcurrentRuns,
    };

    private async Task<WorkflowAnswer> AnswerAsync(
        Workflow workflow, IReadOnlyList<Trigger>? triggers, CancellationToken cancellationToken)
    {
        WorkflowRun? last = await workflows.ListRunsAsync(
            workflow.Name, before: null, countMax: 1, cancellationToken) is [{ } found, ..] ? found : null;
        return new WorkflowAnswer
        {
            Name = workflow.Name,
            Description = workflow.Description,
            DefaultRunProperties = workflow.Properties,
            MaxConcurrentRuns = workflow.RunsMax,
            CreatedOn = workflow.Defined is null ? workflow.CreatedAt : null,
            LastModifiedOn = workflow.Defined is null ? workflow.UpdatedAt : null,
            LastRun = last is null ? null : WorkflowRunMapping.AnswerOf(last, graph: null),
            Graph = triggers is null ? null
                : workflow.Defined is { } defined ? StepGraphs.Of(defined, detailsOf: null)
                : WorkflowGraphs.Of(workflow.Name, triggers),
        };
    }
}

using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>Runs of workflows: started, stopped, taken up again, looked at.</summary>
internal sealed class WorkflowRunOperations(WorkflowService workflows, WorkflowRunGraphs graphs)
{
    private const int PageMax = 100;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("StartWorkflowRun", JsonOperation.Of(
            GlueJson.Default.StartWorkflowRunRequest, GlueJson.Default.StartWorkflowRunResponse, StartAsync)),
        new("StopWorkflowRun", JsonOperation.Of(
            GlueJson.Default.WorkflowRunNamed, GlueJson.Default.Empty, StopAsync)),
        new("ResumeWorkflowRun", JsonOperation.Of(
            GlueJson.Default.ResumeWorkflowRunRequest, GlueJson.Default.ResumeWorkflowRunResponse, ResumeAsync)),
        new("GetWorkflowRun", JsonOperation.Of(
            GlueJson.Default.GetWorkflowRunRequest, GlueJson.Default.GetWorkflowRunResponse, GetAsync)),
        new("GetWorkflowRuns", JsonOperation.Of(
            GlueJson.Default.GetWorkflowRunsRequest, GlueJson.Default.GetWorkflowRunsResponse, ListAsync)),
        new("GetWorkflowRunProperties", JsonOperation.Of(
            GlueJson.Default.WorkflowRunNamed,
            GlueJson.Default.GetWorkflowRunPropertiesResponse,
            GetPropertiesAsync)),
        new("PutWorkflowRunProperties", JsonOperation.Of(
            GlueJson.Default.PutWorkflowRunPropertiesRequest, GlueJson.Default.Empty, PutPropertiesAsync)),
    ];

    private async Task<StartWorkflowRunResponse> StartAsync(
        StartWorkflowRunRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        WorkflowStart start = new(request.Name)
        {
            Parameters = request.RunProperties ?? new Dictionary<string, string>(),
        };
        WorkflowRun run = await workflows.StartAsync(start, cancellationToken);
        return new StartWorkflowRunResponse(WorkflowRunMapping.RunIdOf(run.Id));
    }

    private async Task<Empty> StopAsync(
        WorkflowRunNamed request, AwsCall call, CancellationToken cancellationToken)
    {
        bool isStopped = await workflows.TryStopAsync(
            request.Name, WorkflowRunMapping.IdOf(request.RunId), cancellationToken);
        return isStopped
            ? new Empty()
            : throw new AwsException(
                GlueErrors.IllegalState, $"run '{request.RunId}' of workflow {request.Name} has ended already");
    }

    private async Task<ResumeWorkflowRunResponse> ResumeAsync(
        ResumeWorkflowRunRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string id = WorkflowRunMapping.IdOf(request.RunId);
        WorkflowDefinition definition =
            (await workflows.GetRunAsync(request.Name, id, cancellationToken)).Definition;
        string[] steps = [.. definition.Steps
            .Where(step => request.NodeIds.Contains(StepGraphs.IdOf(definition, step)))
            .Select(step => step.Name)];
        if (steps.Length == 0)
        {
            throw GlueErrors.Invalid($"NodeIds names no job or crawler of run '{request.RunId}'");
        }

        WorkflowRun run = await workflows.ResumeAsync(request.Name, id, steps, cancellationToken);
        return new ResumeWorkflowRunResponse(WorkflowRunMapping.RunIdOf(run.Id), request.NodeIds);
    }

    private async Task<GetWorkflowRunResponse> GetAsync(
        GetWorkflowRunRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        WorkflowRun run = await workflows.GetRunAsync(
            request.Name, WorkflowRunMapping.IdOf(request.RunId), cancellationToken);
        return new GetWorkflowRunResponse(await AnswerAsync(run, request.IncludeGraph, cancellationToken));
    }

    private async Task<GetWorkflowRunsResponse> ListAsync(
        GetWorkflowRunsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await graphs.Catalog.GetWorkflowAsync(request.Name, cancellationToken);
        int count = Paging.SizeOf(request.MaxResults, PageMax) + 1;
        (IReadOnlyList<WorkflowRun> page, string? next) = Paging.LatestFirst(
            await workflows.ListRunsAsync(
                request.Name, Paging.AfterOf(request.NextToken), count, cancellationToken),
            run => run.Id,
            request.NextToken,
            request.MaxResults,
            PageMax);
        List<WorkflowRunAnswer> answers = [];
        foreach (WorkflowRun run in page)
        {
            answers.Add(await AnswerAsync(run, request.IncludeGraph, cancellationToken));
        }

        return new GetWorkflowRunsResponse(answers, next);
    }

    private async Task<GetWorkflowRunPropertiesResponse> GetPropertiesAsync(
        WorkflowRunNamed request, AwsCall call, CancellationToken cancellationToken)
    {
        WorkflowRun run = await workflows.GetRunAsync(
            request.Name, WorkflowRunMapping.IdOf(request.RunId), cancellationToken);
        return new GetWorkflowRunPropertiesResponse(run.Properties);
    }

    private async Task<Empty> PutPropertiesAsync(
        PutWorkflowRunPropertiesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await workflows.PutPropertiesAsync(
            request.Name, WorkflowRunMapping.IdOf(request.RunId), request.RunProperties, cancellationToken);
        return new Empty();
    }

    private async Task<WorkflowRunAnswer> AnswerAsync(
        WorkflowRun run, bool? includesGraph, CancellationToken cancellationToken) => WorkflowRunMapping.AnswerOf(
        run, includesGraph == true ? await graphs.OfAsync(run, cancellationToken) : null);
}

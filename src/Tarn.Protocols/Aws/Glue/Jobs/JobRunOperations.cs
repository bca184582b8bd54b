using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>Runs of jobs: started, looked at, stopped.</summary>
internal sealed class JobRunOperations(JobService jobs, TimeProvider timeProvider)
{
    private const int PageMax = 200;
    private const int StoppedMax = 25;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("StartJobRun", JsonOperation.Of(
            GlueJson.Default.StartJobRunRequest,
            GlueJson.Default.StartJobRunResponse,
            StartAsync,
            new()
            {
                Text = "runs take turns; some `Arguments` mean something ([guide](../guide/glue.md#jobs)),"
                    + " others are kept and change nothing",
            })),
        new("GetJobRun", JsonOperation.Of(
            GlueJson.Default.GetJobRunRequest, GlueJson.Default.GetJobRunResponse, GetAsync)),
        new("GetJobRuns", JsonOperation.Of(
            GlueJson.Default.GetJobRunsRequest, GlueJson.Default.GetJobRunsResponse, ListAsync)),
        new("BatchStopJobRun", JsonOperation.Of(
            GlueJson.Default.BatchStopJobRunRequest, GlueJson.Default.BatchStopJobRunResponse, StopAsync)),
    ];

    private async Task<StartJobRunResponse> StartAsync(
        StartJobRunRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        JobInputs.RequireTimeout(request.Timeout);
        JobStart start = new(request.JobName)
        {
            Arguments = request.Arguments ?? new Dictionary<string, string>(),
            TimeoutMinutes = request.Timeout,
            Origin = new RunOrigin(RunOriginKind.Client, $"{call.Caller}"),
            Again = request.JobRunId is { } again ? JobMapping.IdOf(again) : null,
        };
        JobRunRecord run = await jobs.TryStartAsync(start, cancellationToken) ?? throw new AwsException(
            "ConcurrentRunsExceededException", $"Concurrent runs exceeded for {request.JobName}");
        return new StartJobRunResponse(JobMapping.RunIdOf(run.Id));
    }

    private async Task<GetJobRunResponse> GetAsync(
        GetJobRunRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        JobRunRecord run = await jobs.GetRunAsync(
            request.JobName, JobMapping.IdOf(request.RunId), cancellationToken);
        return new GetJobRunResponse(JobMapping.RunOf(run, timeProvider.GetUtcNow()));
    }

    private async Task<GetJobRunsResponse> ListAsync(
        GetJobRunsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        // One more than the page has tells whether another follows.
        int count = Paging.SizeOf(request.MaxResults, PageMax) + 1;
        string? before = Paging.AfterOf(request.NextToken);
        (IReadOnlyList<JobRunRecord> page, string? next) = Paging.LatestFirst(
            await jobs.ListRunsAsync(request.JobName, before, count, cancellationToken),
            run => run.Id,
            request.NextToken,
            request.MaxResults,
            PageMax);
        DateTimeOffset now = timeProvider.GetUtcNow();
        return new GetJobRunsResponse([.. page.Select(run => JobMapping.RunOf(run, now))], next);
    }

    private async Task<BatchStopJobRunResponse> StopAsync(
        BatchStopJobRunRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("jobRunIds", request.JobRunIds.Count, StoppedMax);
        List<StoppedRun> stopped = [];
        List<RunError> errors = [];
        foreach (string runId in request.JobRunIds)
        {
            AwsException? problem = await Batch.TryAsync(async () =>
            {
                if (!await jobs.TryStopAsync(request.JobName, JobMapping.IdOf(runId), cancellationToken))
                {
                    throw new AwsException(GlueErrors.InvalidInput, $"run '{runId}' has ended already");
                }
            });
            if (problem is null)
            {
                stopped.Add(new StoppedRun(request.JobName, runId));
            }
            else
            {
                errors.Add(new RunError(request.JobName, runId, ErrorDetail.Of(problem)));
            }
        }

        return new BatchStopJobRunResponse(stopped, errors);
    }
}

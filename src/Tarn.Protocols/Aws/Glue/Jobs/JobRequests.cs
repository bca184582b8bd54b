namespace Tarn.Protocols.Aws.Glue.Jobs;

internal sealed record JobRequest
{
    public required string JobName { get; init; }
}

internal sealed record GetJobResponse(JobAnswer Job);

internal sealed record JobPageRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetJobsResponse(IReadOnlyList<JobAnswer> Jobs, string? NextToken);

internal sealed record ListJobsResponse(IReadOnlyList<string> JobNames, string? NextToken);

internal sealed record StartJobRunRequest
{
    public required string JobName { get; init; }

    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    /// <summary>In minutes.</summary>
    public int? Timeout { get; init; }
}

internal sealed record StartJobRunResponse(string JobRunId);

internal sealed record GetJobRunRequest
{
    public required string JobName { get; init; }

    public required string RunId { get; init; }
}

internal sealed record GetJobRunResponse(JobRun JobRun);

internal sealed record GetJobRunsRequest
{
    public required string JobName { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetJobRunsResponse(IReadOnlyList<JobRun> JobRuns, string? NextToken);

internal sealed record BatchStopJobRunRequest
{
    public required string JobName { get; init; }

    public required IReadOnlyList<string> JobRunIds { get; init; }
}

internal sealed record BatchStopJobRunResponse(
    IReadOnlyList<StoppedRun> SuccessfulSubmissions, IReadOnlyList<RunError> Errors);

internal sealed record StoppedRun(string JobName, string JobRunId);

internal sealed record RunError(string JobName, string JobRunId, ErrorDetail ErrorDetail);

internal sealed record BookmarkResponse(BookmarkAnswer JobBookmarkEntry);

internal sealed record BookmarkAnswer
{
    public required string JobName { get; init; }

    public int Version { get; init; }

    public int Run { get; init; }

    public int Attempt { get; init; }

    public string? RunId { get; init; }

    /// <summary>JSON: what each model of the job has consumed.</summary>
    public string? JobBookmark { get; init; }
}

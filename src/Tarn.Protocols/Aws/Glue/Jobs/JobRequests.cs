namespace Tarn.Protocols.Aws.Glue.Jobs;

internal sealed record JobRequest
{
    public required string JobName { get; init; }
}

internal sealed record GetJobResponse(JobAnswer Job);

internal record JobPageRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListJobsRequest : JobPageRequest
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record BatchGetJobsRequest
{
    public required IReadOnlyList<string> JobNames { get; init; }
}

internal sealed record BatchGetJobsResponse(IReadOnlyList<JobAnswer> Jobs, IReadOnlyList<string> JobsNotFound);

internal sealed record CreateJobRequest : JobInput
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record CreateJobResponse(string Name);

internal sealed record UpdateJobRequest
{
    public required string JobName { get; init; }

    public required JobInput JobUpdate { get; init; }
}

internal sealed record JobNameResponse(string JobName);

internal sealed record GetJobsResponse(IReadOnlyList<JobAnswer> Jobs, string? NextToken);

internal sealed record ListJobsResponse(IReadOnlyList<string> JobNames, string? NextToken);

internal sealed record StartJobRunRequest
{
    public required string JobName { get; init; }

    /// <summary>Of a run that is to be done once more.</summary>
    public string? JobRunId { get; init; }

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

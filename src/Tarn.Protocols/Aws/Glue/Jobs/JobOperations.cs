using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>Jobs of the lake and what they have consumed.</summary>
internal sealed class JobOperations(JobService jobs)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetJob", JsonOperation.Of(
            GlueJson.Default.JobRequest,
            GlueJson.Default.GetJobResponse,
            GetAsync,
            new() { Text = "jobs of the models; `MaxConcurrentRuns` is 1" })),
        new("GetJobs", JsonOperation.Of(
            GlueJson.Default.JobPageRequest, GlueJson.Default.GetJobsResponse, GetAllAsync)),
        new("ListJobs", JsonOperation.Of(
            GlueJson.Default.JobPageRequest, GlueJson.Default.ListJobsResponse, ListAsync)),
        new("GetJobBookmark", JsonOperation.Of(
            GlueJson.Default.JobRequest,
            GlueJson.Default.BookmarkResponse,
            GetBookmarkAsync,
            new() { Text = "the bookmarks of the job's models as one" })),
        new("ResetJobBookmark", JsonOperation.Of(
            GlueJson.Default.JobRequest,
            GlueJson.Default.BookmarkResponse,
            ResetBookmarkAsync,
            new() { Text = "forgets all bookmarks of the job's models" })),
    ];

    private Task<GetJobResponse> GetAsync(JobRequest request, AwsCall call, CancellationToken cancellationToken) =>
        Task.FromResult(new GetJobResponse(JobMapping.AnswerOf(jobs.Get(request.JobName))));

    private Task<GetJobsResponse> GetAllAsync(
        JobPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<JobDefinition> page, string? next) = PageOf(request);
        return Task.FromResult(new GetJobsResponse([.. page.Select(JobMapping.AnswerOf)], next));
    }

    private Task<ListJobsResponse> ListAsync(
        JobPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<JobDefinition> page, string? next) = PageOf(request);
        return Task.FromResult(new ListJobsResponse([.. page.Select(job => job.Name)], next));
    }

    private async Task<BookmarkResponse> GetBookmarkAsync(
        JobRequest request, AwsCall call, CancellationToken cancellationToken) => new(
            await JobBookmarks.ReadAsync(jobs, request.JobName, cancellationToken) ?? throw new AwsException(
                GlueErrors.NotFound, $"job '{request.JobName}' has no bookmark: it has consumed nothing yet"));

    private async Task<BookmarkResponse> ResetBookmarkAsync(
        JobRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await jobs.ResetBookmarksAsync(request.JobName, cancellationToken);
        return new BookmarkResponse(new BookmarkAnswer { JobName = request.JobName, JobBookmark = "{}" });
    }

    private (IReadOnlyList<JobDefinition> Items, string? NextToken) PageOf(JobPageRequest request) =>
        Paging.Page(jobs.Jobs, job => job.Name, request.NextToken, request.MaxResults);
}

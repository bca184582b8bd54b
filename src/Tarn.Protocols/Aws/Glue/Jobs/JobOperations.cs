using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;
using Tarn.Protocols.Aws.Glue.Tags;
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
            new() { Text = "jobs of the models and those that clients make" })),
        new("GetJobs", JsonOperation.Of(
            GlueJson.Default.JobPageRequest, GlueJson.Default.GetJobsResponse, GetAllAsync)),
        new("ListJobs", JsonOperation.Of(
            GlueJson.Default.ListJobsRequest, GlueJson.Default.ListJobsResponse, ListAsync)),
        new("BatchGetJobs", JsonOperation.Of(
            GlueJson.Default.BatchGetJobsRequest, GlueJson.Default.BatchGetJobsResponse, GetNamedAsync)),
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

    private async Task<GetJobResponse> GetAsync(
        JobRequest request, AwsCall call, CancellationToken cancellationToken) =>
        new(JobMapping.AnswerOf(await jobs.Catalog.GetAsync(request.JobName, cancellationToken)));

    private async Task<GetJobsResponse> GetAllAsync(
        JobPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<KnownJob> page, string? next) = await PageAsync(request, tags: null, cancellationToken);
        return new GetJobsResponse([.. page.Select(JobMapping.AnswerOf)], next);
    }

    private async Task<BatchGetJobsResponse> GetNamedAsync(
        BatchGetJobsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<KnownJob> all = await jobs.Catalog.ListAsync(cancellationToken);
        KnownJob[] found = [.. all.Where(job => request.JobNames.Contains(job.Name))];
        return new BatchGetJobsResponse(
            [.. found.Select(JobMapping.AnswerOf)], [.. request.JobNames.Except(found.Select(job => job.Name))]);
    }

    private async Task<ListJobsResponse> ListAsync(
        ListJobsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<KnownJob> page, string? next) = await PageAsync(request, request.Tags, cancellationToken);
        return new ListJobsResponse([.. page.Select(job => job.Name)], next);
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

    private async Task<(IReadOnlyList<KnownJob> Items, string? NextToken)> PageAsync(
        JobPageRequest request, IReadOnlyDictionary<string, string>? tags, CancellationToken cancellationToken) =>
        Paging.Page(
            [
                .. (await jobs.Catalog.ListAsync(cancellationToken))
                    .Where(job => TagFilter.IsMatch(job.Stored?.Tags, tags)),
            ],
            job => job.Name,
            request.NextToken,
            request.MaxResults);
}

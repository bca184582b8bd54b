using Tarn.Crawlers.Background;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>Crawlers that clients make, change and delete; those of files are read only.</summary>
internal sealed class CrawlerChanges(CrawlerService crawlers)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreateCrawler", JsonOperation.Of(
            GlueJson.Default.CreateCrawlerRequest,
            GlueJson.Default.Empty,
            CreateAsync,
            new()
            {
                Text = "of S3 and Delta targets ([guide](../guide/glue.md#crawlers)); role and sample size"
                    + " are kept and shown",
            })),
        new("UpdateCrawler", JsonOperation.Of(
            GlueJson.Default.UpdateCrawlerRequest,
            GlueJson.Default.Empty,
            UpdateAsync,
            new() { Text = "crawlers of `crawlers/` are read only" })),
        new("DeleteCrawler", JsonOperation.Of(
            GlueJson.Default.CrawlerRequest,
            GlueJson.Default.Empty,
            DeleteAsync,
            new() { Text = "crawlers of `crawlers/` are read only" })),
        new("UpdateCrawlerSchedule", JsonOperation.Of(
            GlueJson.Default.UpdateScheduleRequest, GlueJson.Default.Empty, UpdateScheduleAsync)),
        new("StartCrawlerSchedule", JsonOperation.Of(
            GlueJson.Default.CrawlerScheduleRequest,
            GlueJson.Default.Empty,
            StartScheduleAsync,
            new() { Text = "kept and shown; the server does not go by schedules" })),
        new("StopCrawlerSchedule", JsonOperation.Of(
            GlueJson.Default.CrawlerScheduleRequest, GlueJson.Default.Empty, StopScheduleAsync)),
    ];

    private async Task<Empty> CreateAsync(
        CreateCrawlerRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.Role is null || request.Targets is null)
        {
            throw new AwsException(
                "ValidationException",
                "1 validation error detected: Value null at 'role' or 'targets' failed to satisfy constraint:"
                + " Member must not be null");
        }

        StoredCrawler bare = new()
        {
            Name = request.Name,
            Database = "",
            Targets = [],
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
        await crawlers.Catalog.CreateAsync(CrawlerInputs.Put(bare, request), cancellationToken);
        return new Empty();
    }

    private async Task<Empty> UpdateAsync(
        UpdateCrawlerRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (crawlers.StatusOf(request.Name).State != CrawlerState.Ready)
        {
            throw new AwsException(
                "CrawlerRunningException",
                "Cannot update Crawler while running. Please stop crawl or wait until it completes to update.");
        }

        await crawlers.Catalog.UpdateAsync(
            request.Name,
            crawler => CrawlerInputs.Put(crawler, CrawlerInputs.SaidOf(crawler).ChangedBy(request)),
            cancellationToken);
        return new Empty();
    }

    private async Task<Empty> DeleteAsync(CrawlerRequest request, AwsCall call, CancellationToken cancellationToken) =>
        await crawlers.TryDeleteAsync(request.Name, cancellationToken) ? new Empty() : throw new AwsException(
            "CrawlerRunningException",
            $"Crawler with name {request.Name} is running; stop it or wait until it has ended to delete it");

    private async Task<Empty> UpdateScheduleAsync(
        UpdateScheduleRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        CrawlerInput update = new() { Schedule = request.Schedule ?? "" };
        await crawlers.Catalog.UpdateAsync(
            request.CrawlerName,
            crawler => CrawlerInputs.Put(crawler, CrawlerInputs.SaidOf(crawler).ChangedBy(update)),
            cancellationToken);
        return new Empty();
    }

    private async Task<Empty> StartScheduleAsync(
        CrawlerScheduleRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await crawlers.Catalog.UpdateAsync(
            request.CrawlerName,
            crawler => crawler switch
            {
                { Schedule: null } => throw new AwsException(
                    "NoScheduleException", $"Crawler with name {crawler.Name} has no schedule"),
                { IsScheduleOn: true } => throw new AwsException(
                    "SchedulerRunningException", $"the schedule of crawler {crawler.Name} is on already"),
                _ => crawler with { IsScheduleOn = true },
            },
            cancellationToken);
        return new Empty();
    }

    private async Task<Empty> StopScheduleAsync(
        CrawlerScheduleRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await crawlers.Catalog.UpdateAsync(
            request.CrawlerName,
            crawler => crawler.IsScheduleOn ? crawler with { IsScheduleOn = false } : throw new AwsException(
                "SchedulerNotRunningException", $"the schedule of crawler {crawler.Name} is not on"),
            cancellationToken);
        return new Empty();
    }
}

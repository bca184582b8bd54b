using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Crawlers.Stored;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Flows.Notifications;

/// <summary>
/// What notifications of buckets can start: jobs, crawlers where no job has the name, and workflows that begin with a
/// trigger for events, which counts them itself.
/// </summary>
public sealed class NotificationTargets(JobService jobs, CrawlerService crawlers, FlowCatalog flows)
{
    /// <summary>What runs that start so have as their trigger.</summary>
    public const string Trigger = "s3_notification";

    /// <summary>Whether there is a job or crawler of the name.</summary>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        await IsJobAsync(name, cancellationToken)
        || await IsCrawlerAsync(name, cancellationToken)
        || await IsWorkflowAsync(name, cancellationToken);

    /// <summary>Runs it and waits for its end; failures are in its history.</summary>
    /// <returns>False when it has to be tried again later, since it runs already.</returns>
    internal async Task<bool> TryRunAsync(string name, CancellationToken cancellationToken)
    {
        if (await IsJobAsync(name, cancellationToken))
        {
            JobRunRecord? run = await jobs.TryStartAsync(
                new JobStart(name) { Trigger = Trigger, Origin = new RunOrigin(RunOriginKind.BucketEvent) },
                cancellationToken);
            await jobs.WaitAsync(name, cancellationToken);
            return run is not null;
        }

        if (!await IsCrawlerAsync(name, cancellationToken) && await IsWorkflowAsync(name, cancellationToken))
        {
            return true;
        }

        try
        {
            KnownCrawler crawler = await crawlers.Catalog.GetAsync(name, cancellationToken);
            await crawlers.RunAsync(crawler.Definition, new NoProgress(), cancellationToken);
            return true;
        }
        catch (TarnException exception)
        {
            return exception.Code != ErrorCodes.StateConflict;
        }
    }

    private async Task<bool> IsJobAsync(string name, CancellationToken cancellationToken) =>
        (await jobs.Catalog.ListAsync(cancellationToken)).Any(job => job.Name == name);

    private async Task<bool> IsCrawlerAsync(string name, CancellationToken cancellationToken) =>
        (await crawlers.Catalog.ListAsync(cancellationToken)).Any(crawler => crawler.Definition.Name == name);

    private async Task<bool> IsWorkflowAsync(string name, CancellationToken cancellationToken) =>
        (await flows.ListTriggersAsync(cancellationToken))
            .Any(trigger => trigger.Workflow == name && trigger.Kind == TriggerKind.Event);

    private sealed class NoProgress : IProgress<CrawlProgress>
    {
        public void Report(CrawlProgress value)
        {
        }
    }
}

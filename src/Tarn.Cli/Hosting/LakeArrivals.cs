using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Crawlers.Watching;
using Tarn.Jobs;
using Tarn.Jobs.Arrivals;
using Tarn.Jobs.Background;
using Tarn.Storage.Watching;

namespace Tarn.Cli.Hosting;

/// <summary>What a lake that is served does for jobs and crawlers that start by themselves.</summary>
internal sealed class LakeArrivals(
    JobRunnerParts parts, CrawlerParts crawlerParts, IReadOnlyList<CrawlerDefinition> definitions)
{
    /// <summary>Starts jobs and crawlers when objects arrive, until it is disposed.</summary>
    public Task<ArrivalWatch> WatchAsync(
        JobService jobs, CrawlerService crawlers, CancellationToken cancellationToken) => ArrivalWatch.BeginAsync(
            [.. ArrivalJobs.Of(parts, jobs), .. ArrivalCrawls.Of(crawlerParts, definitions, crawlers)],
            parts.Buckets.Events,
            ArrivalWatch.Settings,
            parts.TimeProvider,
            cancellationToken);

    /// <summary>Removes what runs of such jobs leave behind.</summary>
    /// <param name="runsKept">How many of the latest runs stay.</param>
    /// <param name="cancellationToken">Stops it half-way.</param>
    public Task SweepAsync(int runsKept, CancellationToken cancellationToken) =>
        new ArrivalSweep(parts).SweepAsync(runsKept, cancellationToken);
}

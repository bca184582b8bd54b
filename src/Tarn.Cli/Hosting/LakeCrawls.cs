using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Jobs;

namespace Tarn.Cli.Hosting;

/// <summary>Crawls of a lake: those of its server, or those of this process.</summary>
internal sealed class LakeCrawls(LakeHost lake, JobRunnerParts parts)
{
    /// <summary>Runs crawlers of this process, and knows how they went before; the caller disposes it.</summary>
    public CrawlerService Open() => new(
        lake.Crawlers,
        LakeCatalogs.CrawlersOf(lake, parts.TimeProvider),
        parts.Documents,
        parts.TimeProvider,
        parts.IdSource)
    {
        Listeners = parts.Listeners,
    };

    /// <inheritdoc cref="LakeHost.CrawlAsync"/>
    public async Task<CrawlReport> RunAsync(
        CrawlerDefinition crawler,
        bool isDryRun,
        IProgress<CrawlProgress> progress,
        CancellationToken cancellationToken)
    {
        if (isDryRun)
        {
            return await lake.Crawlers.RunAsync(crawler, isDryRun, progress, cancellationToken);
        }

        if (lake.Server is { } server)
        {
            return await server.Crawlers.RunAsync(crawler, progress, cancellationToken);
        }

        await using CrawlerService crawlers = Open();
        return await crawlers.RunAsync(crawler, progress, cancellationToken);
    }
}

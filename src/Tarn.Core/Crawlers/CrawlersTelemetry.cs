using System.Diagnostics;
using Tarn.Observability;

namespace Tarn.Crawlers;

/// <summary>What crawls tell of themselves: a span each.</summary>
internal static class CrawlersTelemetry
{
    private static readonly TelemetrySource Source = new("Crawlers");
    private static readonly WorkKind Crawls = new(Source, "crawl", "How long crawls take.");

    public static Task<CrawlReport> CrawlAsync(
        string crawler, TimeProvider timeProvider, Func<Task<CrawlReport>> crawl)
    {
        TagList labels = new() { { "tarn.crawler", crawler } };
        return Crawls.RunAsync(labels, default, timeProvider, async span =>
        {
            CrawlReport report = await crawl();
            span.Tell("tarn.crawl.dry_run", report.IsDryRun);
            span.Tell("tarn.objects.listed", report.ObjectsListed);
            span.Tell("tarn.objects.read", report.ObjectsRead);
            span.Tell("tarn.objects.junk", report.JunkCount);
            span.Tell("tarn.tables", report.Tables.Count);
            return report;
        });
    }
}

using Tarn.Crawlers.Stored;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Hosting;

/// <summary>Crawlers and jobs of a lake with those that clients made.</summary>
internal static class LakeCatalogs
{
    public static CrawlerCatalog CrawlersOf(LakeHost lake, TimeProvider timeProvider) =>
        new(lake.Definition.Crawlers, lake.Documents, lake.Buckets, timeProvider);

    public static JobCatalog JobsOf(LakeHost lake, TimeProvider timeProvider) =>
        new(
            lake.Definition.Models,
            SourceStep.Of(lake.Definition.Sources),
            FeedStep.Of(lake.Definition.Sources, lake.Tables.Defined),
            lake.Documents,
            timeProvider);
}

using Tarn.Crawlers.Background;
using Tarn.Storage.Watching;

namespace Tarn.Crawlers.Watching;

/// <summary>The crawlers of a lake that crawl when objects arrive.</summary>
public static class ArrivalCrawls
{
    /// <param name="parts">Of the lake.</param>
    /// <param name="definitions">All crawlers.</param>
    /// <param name="crawlers">Runs them.</param>
    public static IEnumerable<IArrivalWork> Of(
        CrawlerParts parts, IReadOnlyList<CrawlerDefinition> definitions, CrawlerService crawlers) => definitions
        .Where(definition => definition.OnArrival)
        .Select(definition => new ArrivalCrawl(definition, parts, crawlers));
}

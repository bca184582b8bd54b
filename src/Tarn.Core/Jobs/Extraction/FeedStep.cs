using Tarn.Catalog;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Feeds;

namespace Tarn.Jobs.Extraction;

/// <summary>A feed of a source, as something that a run does.</summary>
/// <param name="Source">The source.</param>
/// <param name="Feed">One of its feeds.</param>
/// <param name="Fills">The raw tables that may have its objects as files.</param>
public sealed record FeedStep(SourceDefinition Source, SourceFeed Feed, IReadOnlyList<TableName> Fills)
{
    /// <summary>What runs, bookmarks and pauses call it: the source's name and the feed's.</summary>
    public TableName Name { get; } = new(Source.Name, Feed.Name);

    /// <summary>What is fetched, for people: <c>fx: rates</c>.</summary>
    public string Origin => $"{Source.Name}: {Feed.Name}";

    /// <summary>Every feed of the sources.</summary>
    /// <param name="tables">Of the lake.</param>
    public static IReadOnlyList<FeedStep> Of(IEnumerable<SourceDefinition> sources, IEnumerable<CatalogTable> tables)
    {
        FileTableDefinition[] files = [.. tables.OfType<CatalogTable.Files>().Select(table => table.Definition)];
        return
        [
            .. sources.SelectMany(source => source.Feeds.Select(feed => new FeedStep(
                source,
                feed,
                [.. files.Where(table => MayHave(table, feed)).Select(table => table.Name)]))),
        ];
    }

    /// <summary>Whether keys below the feed's prefix may be files of the table.</summary>
    private static bool MayHave(FileTableDefinition table, SourceFeed feed) =>
        table.Bucket == feed.Bucket
        && table.Files.Select(pattern => new KeyPattern(pattern).Prefix).Any(start =>
            start.StartsWith(feed.Prefix, StringComparison.Ordinal)
            || feed.Prefix.StartsWith(start, StringComparison.Ordinal));
}

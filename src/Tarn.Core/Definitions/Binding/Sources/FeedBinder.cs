using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Sources.Feeds;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>feeds:</c> of a source whose data lands as objects: what all types have in common.</summary>
/// <param name="sourceName">With the feed's it is what runs and bookmarks call the feed.</param>
internal sealed class FeedBinder(BindingContext context, string sourceName)
{
    /// <summary>The feeds that are sound enough to be named.</summary>
    /// <param name="source">Has them.</param>
    /// <param name="bind">Reads what is special of the type; null when it is wrong.</param>
    public IReadOnlyList<SourceFeed> Bind(MapReader source, Func<FeedTarget, MapReader, SourceFeed?> bind)
    {
        source.Require("feeds", "names of feeds, each with where it goes");
        List<SourceFeed> feeds = [];
        foreach (YamlEntry entry in source.Map("feeds")?.Entries ?? [])
        {
            if (entry.Value is not YamlNode.Map map)
            {
                context.BadValue(
                    entry.Value.Location,
                    $"feed '{Shown.Text(entry.Key.Value)}' must be a map, found {entry.Value.Kind}",
                    "for example {into: {bucket: raw, prefix: fx/}}");
                continue;
            }

            MapReader reader = new(map, context, $"feed '{Shown.Text(entry.Key.Value)}'", entry.Key.Location);
            FeedTarget? target = Target(entry.Key, reader);
            SourceFeed? feed = bind(target ?? new FeedTarget("", "", "", entry.Key.Location), reader);
            reader.RefuseUnknownKeys();
            if (target is not null && feed is not null)
            {
                feeds.Add(feed);
            }
        }

        return feeds;
    }

    private FeedTarget? Target(YamlNode.Scalar name, MapReader feed)
    {
        bool isName = TableName.TryParse($"{sourceName}.{name.Value}", out _);
        if (!isName)
        {
            context.BadValue(
                name.Location,
                $"'{Shown.Text($"{sourceName}.{name.Value}")}' is no name of a feed",
                "expected lower case letters, digits and '_' in the file's name and the feed's",
                "runs and bookmarks call a feed so");
        }

        feed.Require("into", "{bucket: raw, prefix: fx/}");
        if (feed.Map("into") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "into", feed.Place("into"));
        YamlNode.Scalar? bucket = reader.RequiredText("bucket", "the bucket that objects go to");
        string prefix = reader.Text("prefix")?.Value ?? $"{name.Value}/";
        reader.RefuseUnknownKeys();
        return bucket is not null && NameRules.IsBucket(context, bucket) && isName
            ? new FeedTarget(name.Value, bucket.Value, prefix, name.Location)
            : null;
    }
}

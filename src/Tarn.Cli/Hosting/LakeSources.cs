using Tarn.Common.Network;
using Tarn.Jobs;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Sources;
using Tarn.Sources.Feeds;
using Tarn.Sources.Files;
using Tarn.Sources.Http;
using Tarn.Sources.Postgres;
using Tarn.Sources.Reading;

namespace Tarn.Cli.Hosting;

/// <summary>The sources of a lake: how they are read, what is paused, and how bookmarks are changed by hand.</summary>
internal sealed class LakeSources(JobRunnerParts parts)
{
    /// <summary>Those that the program comes with, one for each type of source.</summary>
    public static IReadOnlyList<ISourceConnector> Connectors(TimeProvider timeProvider) =>
        [new PostgresConnector(timeProvider)];

    /// <summary>Those that fetch what lands as objects.</summary>
    /// <param name="rules">What of the network they may reach.</param>
    public static IReadOnlyList<IFeedReader> FeedReaders(OutboundRules rules, TimeProvider timeProvider)
    {
        OutboundGuard guard = new(rules, new SystemResolver(), timeProvider);
        return [new HttpFeedReader(guard, timeProvider), new FilesFeedReader(guard, timeProvider)];
    }

    public PauseStore Pauses => new(parts.Documents);

    public BookmarkEditor Bookmarks => new(parts.Bookmarks, parts.Catalog, parts.TimeProvider);

    /// <summary>The one that reads a source.</summary>
    public ISourceConnector ConnectorOf(SourceDefinition source) =>
        parts.Connectors.First(connector => connector.Reads(source));

    /// <summary>The one that fetches the feeds of a source.</summary>
    public IFeedReader FeedReaderOf(SourceDefinition source) =>
        parts.FeedReaders.First(reader => reader.Reads(source));

    /// <summary>A position of a source for people.</summary>
    public string FormatPosition(SourceStep step, SourcePosition position) =>
        ConnectorOf(step.Source).FormatPosition(step.Table, position);
}

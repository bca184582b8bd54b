using Tarn.Common;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Feeds;

/// <summary>Fetches from sources of one type.</summary>
public interface IFeedReader
{
    /// <summary>Whether the source is of its type.</summary>
    bool Reads(SourceDefinition source);

    /// <summary>Fetches what is new and hands it to the sink.</summary>
    /// <param name="sink">Makes it durable, page by page.</param>
    /// <param name="progress">Told now and then.</param>
    /// <exception cref="TarnException">
    /// The source cannot be reached, or refuses; what was handed over before stays, and is not stored again.
    /// </exception>
    Task<FeedResult> ReadAsync(
        FeedRequest request, FeedSink sink, IProgress<SourceProgress> progress, CancellationToken cancellationToken);

    /// <summary>Tries whether a feed can be read, and stores nothing.</summary>
    /// <returns>What is there, for people.</returns>
    /// <exception cref="TarnException">It cannot.</exception>
    Task<string> ProbeAsync(SourceDefinition source, SourceFeed feed, CancellationToken cancellationToken);
}

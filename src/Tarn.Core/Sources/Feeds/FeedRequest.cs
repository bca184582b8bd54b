using Tarn.Sources.Reading;

namespace Tarn.Sources.Feeds;

/// <summary>What is to be fetched.</summary>
public sealed record FeedRequest
{
    public required SourceDefinition Source { get; init; }

    public required SourceFeed Feed { get; init; }

    /// <summary>Where the last fetch ended; null fetches all.</summary>
    public required SourcePosition? Since { get; init; }

    /// <summary>Files that were fetched before, by name.</summary>
    public required IReadOnlyDictionary<string, FeedFile> Known { get; init; }
}

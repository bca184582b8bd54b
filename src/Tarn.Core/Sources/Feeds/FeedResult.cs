using Tarn.Sources.Reading;

namespace Tarn.Sources.Feeds;

/// <summary>What came of a fetch; its objects are durable.</summary>
public sealed record FeedResult
{
    /// <summary>Where the next fetch goes on; null where that is not known by a position.</summary>
    public SourcePosition? Next { get; init; }

    /// <summary>Files as they are now, those too that were not fetched because they are known.</summary>
    public IReadOnlyList<FeedFile> Files { get; init; } = [];

    /// <summary>Records in what was fetched, where they can be told.</summary>
    public long Records { get; init; }

    /// <summary>For people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

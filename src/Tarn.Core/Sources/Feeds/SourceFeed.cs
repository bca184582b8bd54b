using Tarn.Common;

namespace Tarn.Sources.Feeds;

/// <summary>What is fetched of a source, and the objects that it becomes.</summary>
public abstract record SourceFeed
{
    /// <summary>Unique in the source: lower case letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>The bucket that objects go to.</summary>
    public required string Bucket { get; init; }

    /// <summary>How their keys begin.</summary>
    public required string Prefix { get; init; }

    /// <summary>Where it is defined.</summary>
    public required SourceLocation Place { get; init; }
}

using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Grouping;

/// <summary>An object and what it was found to be.</summary>
/// <param name="Key">Its key.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="ETag">Of the content that was looked at.</param>
internal sealed record CrawledObject(string Key, long SizeBytes, string ETag)
{
    /// <summary>Null when no table can be made of it.</summary>
    public FileSchema? Schema { get; init; }

    /// <summary>Why no table can be made of it; null otherwise.</summary>
    public string? Junk { get; init; }

    /// <summary>The last segment of the key.</summary>
    public string FileName => Key[(Key.LastIndexOf('/') + 1)..];
}

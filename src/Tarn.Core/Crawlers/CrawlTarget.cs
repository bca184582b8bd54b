namespace Tarn.Crawlers;

/// <summary>A folder of a bucket that a crawler looks at.</summary>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Prefix">With '/' at the end; empty is the whole bucket.</param>
public sealed record CrawlTarget(string Bucket, string Prefix)
{
    /// <summary>Patterns of keys below the prefix that are passed over, as <c>**/*.tmp</c>.</summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    public override string ToString() => $"{Bucket}/{Prefix}";
}

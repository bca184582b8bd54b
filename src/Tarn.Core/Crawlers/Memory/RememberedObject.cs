namespace Tarn.Crawlers.Memory;

/// <summary>An object as the last crawl left it.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="ETag">Of the content that was looked at.</param>
/// <param name="Schema">Place of its schema in the chunk; null when it has none.</param>
/// <param name="Junk">Why it has none.</param>
internal sealed record RememberedObject(
    string Bucket, string Key, long SizeBytes, string ETag, int? Schema, string? Junk);

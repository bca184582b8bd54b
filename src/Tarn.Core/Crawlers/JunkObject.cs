namespace Tarn.Crawlers;

/// <summary>An object that is in no table.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record JunkObject(string Bucket, string Key, string Reason);

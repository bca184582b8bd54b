namespace Tarn.Catalog;

/// <summary>An input file that could not be read, and why.</summary>
public sealed record UnreadableFile(string Bucket, string Key, long SizeBytes, string Reason);

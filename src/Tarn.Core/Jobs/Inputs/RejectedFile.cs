namespace Tarn.Jobs.Inputs;

/// <summary>An input file that could not be read, as it was then.</summary>
public sealed record RejectedFile(string Bucket, string Key, long SizeBytes, string ETag, string Reason);

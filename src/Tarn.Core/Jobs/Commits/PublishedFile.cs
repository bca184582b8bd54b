namespace Tarn.Jobs.Commits;

/// <summary>A finished data file on its way from scratch into a bucket.</summary>
public sealed record PublishedFile(string LocalPath, string Key);

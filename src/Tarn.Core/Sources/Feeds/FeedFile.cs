namespace Tarn.Sources.Feeds;

/// <summary>A file that was fetched, by which it is known when it is as it was.</summary>
/// <param name="Name">Its path or URL.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Tag">Changes with its content: the time of its last change, or what its server says.</param>
public sealed record FeedFile(string Name, long SizeBytes, string Tag);

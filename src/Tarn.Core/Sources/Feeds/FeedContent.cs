namespace Tarn.Sources.Feeds;

/// <summary>Something fetched, on its way into a bucket.</summary>
/// <param name="Content">As it came; read to its end.</param>
/// <param name="Origin">Where it came from, for its metadata: a path, or a URL without its query.</param>
/// <param name="Extension">How its key ends, with the dot: <c>.json</c>.</param>
public sealed record FeedContent(Stream Content, string Origin, string Extension)
{
    private static readonly string[] Compressed = [".gz", ".zip", ".zst", ".bz2", ".xz", ".parquet", ".avro", ".orc"];

    /// <summary>Whether it is stored as it is, because it is compressed already.</summary>
    public bool IsCompressed => Compressed.Any(end => Extension.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}

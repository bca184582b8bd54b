using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Sources.Feeds;

/// <summary>
/// Stores what a feed fetches: as it came, compressed, under a name that follows from the content, so that the same
/// content is there once however often it is fetched.
/// </summary>
/// <param name="sourceName">For the objects' metadata.</param>
/// <param name="feed">Says where they go.</param>
/// <param name="scratchDirectory">Of this sink alone; made when missing. Whoever made it deletes it.</param>
public sealed class FeedSink(
    string sourceName,
    SourceFeed feed,
    Buckets buckets,
    string scratchDirectory,
    TimeProvider timeProvider,
    IIdSource idSource)
{
    /// <summary>Objects that were not there yet.</summary>
    public int Stored { get; private set; }

    /// <summary>Their size as they are stored.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Contents that were there already.</summary>
    public int Known { get; private set; }

    /// <summary>Makes a content durable. Its key has the SHA-256 of what came.</summary>
    /// <returns>How many bytes came.</returns>
    /// <exception cref="TarnException"><c>4xxx</c>: the bucket does not take it.</exception>
    public async Task<long> PutAsync(FeedContent fetched, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratchDirectory);
        string path = Path.Join(scratchDirectory, idSource.NextId());
        DateTimeOffset now = timeProvider.GetUtcNow();
        (string hash, long bytes) = await WriteAsync(fetched, path, cancellationToken);
        string key = $"{feed.Prefix}{hash}{fetched.Extension}{(fetched.IsCompressed ? "" : ".gz")}";
        await using (FileStream file = File.OpenRead(path))
        {
            PutResult result = await buckets.Get(feed.Bucket)
                .PutAsync(key, file, PutCondition.IfAbsent, cancellationToken);
            if (result is PutResult.Stored stored)
            {
                Stored++;
                StoredBytes += stored.Object.SizeBytes;
            }
            else
            {
                Known++;
            }
        }

        File.Delete(path);
        await DescribeAsync(key, MetadataOf(fetched, hash, bytes, now), cancellationToken);
        Failpoint.Hit(Failpoints.SourcesObjectPut);
        return bytes;
    }

    private static async Task<(string Hash, long Bytes)> WriteAsync(
        FeedContent fetched, string path, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using FileStream file = File.Create(path);
        await using Stream output = fetched.IsCompressed ? file : new GZipStream(file, CompressionLevel.Optimal);
        byte[] buffer = new byte[81920];
        long bytes = 0;
        for (int count; (count = await fetched.Content.ReadAsync(buffer, cancellationToken)) > 0; bytes += count)
        {
            hash.AppendData(buffer, 0, count);
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    /// <summary>Those of an object that was there stay; it has none when a crash came between.</summary>
    private async Task DescribeAsync(
        string key, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        LocalObjectStore local = buckets.GetLocal(feed.Bucket);
        if (await local.FindAsync(key, cancellationToken) is { Attributes: { Metadata: null } attributes })
        {
            await local.SetAttributesAsync(key, attributes with { Metadata = metadata }, cancellationToken);
        }
    }

    /// <summary>Headers take plain characters only, so others in a path are percent-encoded.</summary>
    private Dictionary<string, string> MetadataOf(FeedContent fetched, string hash, long bytes, DateTimeOffset now)
    {
        string origin = Uri.EscapeDataString(fetched.Origin)
            .Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal);
        return new Dictionary<string, string>
        {
            ["source"] = sourceName,
            ["feed"] = feed.Name,
            ["origin"] = origin,
            ["fetched-at"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["sha256"] = hash,
            ["bytes"] = bytes.ToString(CultureInfo.InvariantCulture),
        };
    }
}

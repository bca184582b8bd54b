using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Tarn.Common;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;
using Tarn.State;

namespace Tarn.Crawlers.Memory;

/// <summary>
/// What a crawler knows from its last crawl: an index, and the objects in chunks of about two thousand by the hash of
/// their keys, so that a crawl writes the chunks that changed. Chunks are written before the index; a crash in between
/// leaves objects that were looked at and tables that are found again, which the next crawl makes good.
/// </summary>
internal sealed class CrawlerMemory(DocumentStore documents, string crawler, SchemaPool schemas)
{
    private const int ObjectsPerChunk = 2000;

    private readonly Dictionary<string, (string Version, byte[] Content)> _chunks = new(StringComparer.Ordinal);
    private string? _indexVersion;

    /// <summary>Null before the first crawl.</summary>
    public CrawlerIndex? Index { get; private set; }

    /// <summary>Objects by bucket and key.</summary>
    public Dictionary<(string Bucket, string Key), CrawledObject> Objects { get; } = [];

    private string Folder => FolderOf(crawler);

    private string IndexName => Folder + "index";

    /// <summary>Forgets all that a crawler knows: the next crawl of one of this name begins anew.</summary>
    public static async Task DeleteAsync(DocumentStore documents, string crawler, CancellationToken cancellationToken)
    {
        foreach (string name in await documents.ListAsync(FolderOf(crawler), cancellationToken))
        {
            await documents.DeleteAsync(name, cancellationToken);
        }
    }

    /// <param name="fingerprint">Of the settings; objects looked at with others are forgotten.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task LoadAsync(string fingerprint, CancellationToken cancellationToken)
    {
        Document<CrawlerIndex>? index = await documents.ReadAsync(
            IndexName, CrawlersJson.Default.CrawlerIndex, cancellationToken);
        Index = index?.Value;
        _indexVersion = index?.Version;
        foreach (string name in await documents.ListAsync(Folder + "objects-", cancellationToken))
        {
            Document<ObjectChunk>? chunk = await documents.ReadAsync(
                name, CrawlersJson.Default.ObjectChunk, cancellationToken);
            if (chunk is null)
            {
                continue;
            }

            byte[] content = JsonSerializer.SerializeToUtf8Bytes(chunk.Value, CrawlersJson.Default.ObjectChunk);
            _chunks[name] = (chunk.Version, content);
            if (Index?.Fingerprint == fingerprint)
            {
                Remember(chunk.Value);
            }
        }
    }

    /// <summary>Only the index: what <c>tarn ls crawlers</c> needs.</summary>
    public async Task<CrawlerIndex?> ReadIndexAsync(CancellationToken cancellationToken) =>
        (await documents.ReadAsync(IndexName, CrawlersJson.Default.CrawlerIndex, cancellationToken))?.Value;

    /// <exception cref="TarnException"><c>TN4008</c>: another crawl of this crawler ended meanwhile.</exception>
    public async Task SaveAsync(
        CrawlerIndex index,
        IReadOnlyList<(string Bucket, CrawledObject Object)> objects,
        CancellationToken cancellationToken)
    {
        int count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, objects.Count / ObjectsPerChunk));
        ILookup<uint, (string Bucket, CrawledObject Object)> parts =
            objects.ToLookup(item => Hash(item.Bucket, item.Object.Key) % (uint)count);
        HashSet<string> written = new(StringComparer.Ordinal);
        for (uint i = 0; i < count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{Folder}objects-{i:D5}");
            written.Add(name);
            await WriteAsync(name, ChunkOf(parts[i]), cancellationToken);
        }

        foreach (string name in _chunks.Keys.Where(name => !written.Contains(name)))
        {
            await documents.DeleteAsync(name, cancellationToken);
        }

        await documents.WriteAsync(
            IndexName,
            index with { Chunks = count },
            CrawlersJson.Default.CrawlerIndex,
            _indexVersion,
            cancellationToken);
    }

    private static ObjectChunk ChunkOf(IEnumerable<(string Bucket, CrawledObject Object)> items)
    {
        Dictionary<FileSchema, int> places = new(ReferenceEqualityComparer.Instance);
        List<RememberedObject> objects = [];
        foreach ((string bucket, CrawledObject item) in items)
        {
            int? place = null;
            if (item.Schema is not null)
            {
                place = places.TryGetValue(item.Schema, out int known) ? known : places.Count;
                places.TryAdd(item.Schema, place.Value);
            }

            objects.Add(new RememberedObject(bucket, item.Key, item.SizeBytes, item.ETag, place, item.Junk));
        }

        return new ObjectChunk { Schemas = [.. places.Keys], Objects = objects };
    }

    private static uint Hash(string bucket, string key) => Crc32C.Compute(Encoding.UTF8.GetBytes($"{bucket}/{key}"));

    private void Remember(ObjectChunk chunk)
    {
        FileSchema[] shared = [.. chunk.Schemas.Select(schemas.Share)];
        foreach (RememberedObject item in chunk.Objects)
        {
            Objects[(item.Bucket, item.Key)] = new CrawledObject(item.Key, item.SizeBytes, item.ETag)
            {
                Schema = item.Schema is { } place ? shared[place] : null,
                Junk = item.Junk,
            };
        }
    }

    private async Task WriteAsync(string name, ObjectChunk chunk, CancellationToken cancellationToken)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(chunk, CrawlersJson.Default.ObjectChunk);
        bool isKnown = _chunks.TryGetValue(name, out (string Version, byte[] Content) before);
        if (!isKnown || !before.Content.AsSpan().SequenceEqual(content))
        {
            await documents.WriteAsync(
                name, chunk, CrawlersJson.Default.ObjectChunk, isKnown ? before.Version : null, cancellationToken);
        }
    }

    private static string FolderOf(string crawler) => $"crawlers/{crawler}/";
}

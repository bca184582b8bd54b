using Tarn.Crawlers.Background;
using Tarn.Crawlers.Memory;
using Tarn.Crawlers.Runs;
using Tarn.State;
using Tarn.Storage.Watching;

namespace Tarn.Crawlers.Watching;

/// <summary>
/// A crawler that crawls by itself. What its last such crawl has seen is kept, so that a server that starts crawls only
/// if something changed meanwhile.
/// </summary>
internal sealed class ArrivalCrawl(CrawlerDefinition definition, CrawlerParts parts, CrawlerService crawlers)
    : IArrivalWork
{
    private const string Folder = "crawlarrivals/";

    private readonly ListingDigest _listing = new(parts.Buckets, parts.LakeTables);

    public TimeSpan QuietTime => TimeSpan.FromMilliseconds(300);

    public TimeSpan WaitMax => TimeSpan.FromSeconds(2);

    public Task<IReadOnlyList<(string Bucket, string Prefix)>> FindPlacesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(string, string)>>(
            [.. definition.Targets.Select(target => (target.Bucket, target.Prefix))]);

    /// <summary>Also another text when the definition has changed.</summary>
    public async Task<string?> FindDigestAsync(CancellationToken cancellationToken) =>
        await _listing.FindAsync(definition, cancellationToken) is { } digest
            ? $"{Fingerprint.Of(definition)} {digest}"
            : null;

    public async Task<ArrivalOutcome> RunAsync(CancellationToken cancellationToken)
    {
        // What arrives from now on makes the next look differ.
        string? digest = await FindDigestAsync(cancellationToken);
        Document<CrawledArrivals>? seen = await parts.Documents.ReadAsync(
            Folder + definition.Name, CrawlersJson.Default.CrawledArrivals, cancellationToken);
        if (digest is not null && seen?.Value.Digest == digest)
        {
            return ArrivalOutcome.Done;
        }

        string id = parts.IdSource.NextId();
        bool isStarted = await crawlers.TryStartAsync(definition.Name, id, cancellationToken);
        await crawlers.WaitAsync(definition.Name, cancellationToken);
        if (!isStarted)
        {
            return ArrivalOutcome.Busy;
        }

        CrawlRecord? crawl = await crawlers.FindAsync(definition.Name, id, cancellationToken);
        if (digest is null || crawl is not { State: CrawlState.Completed })
        {
            return ArrivalOutcome.Failed;
        }

        await parts.Documents.PutAsync(
            Folder + definition.Name,
            new CrawledArrivals(digest),
            CrawlersJson.Default.CrawledArrivals,
            cancellationToken);
        return ArrivalOutcome.Done;
    }
}

/// <summary>What is kept of it (docs/formats/crawlers.md).</summary>
/// <param name="Digest">Of the definition and the listings before the last crawl that came to its end.</param>
internal sealed record CrawledArrivals(string Digest);

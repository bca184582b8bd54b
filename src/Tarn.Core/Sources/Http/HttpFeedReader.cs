using System.Net;
using System.Text.Json;
using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Sources.Feeds;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Http;

/// <summary>Fetches from sources of type <c>http</c>.</summary>
public sealed class HttpFeedReader(OutboundGuard guard, TimeProvider timeProvider) : IFeedReader
{
    private const string Extension = ".json";

    private readonly HttpTokens _tokens = new(timeProvider);

    public bool Reads(SourceDefinition source) => source is HttpSourceDefinition;

    public async Task<FeedResult> ReadAsync(
        FeedRequest request, FeedSink sink, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        HttpSettings settings = ((HttpSourceDefinition)request.Source).Connection;
        HttpFeed feed = (HttpFeed)request.Feed;
        using HttpClient client = ClientOf(settings);
        HttpFetcher fetcher = new(client, settings, _tokens, timeProvider);
        HttpPages pages = new(settings, feed);
        JsonElement? newest = request.Since?.Value;
        Uri first = pages.First(newest);
        long records = 0;
        int count = 0;
        for (Uri? url = first; url is not null;)
        {
            HttpPage page = await FetchAsync(fetcher, url, cancellationToken);
            using JsonDocument body = page.Parse();
            JsonElement[] found = [.. RecordsOf(feed, page, body.RootElement)];
            count++;
            records += found.Length;
            newest = found.Select(record => feed.Cursor?.Field.Find(record)?.Clone())
                .Aggregate(newest, HttpPage.Greater);
            if (found.Length > 0)
            {
                await sink.PutAsync(ContentOf(page), cancellationToken);
            }

            progress.Report(new SourceProgress(records, null));
            url = pages.Next(first, page, body.RootElement, found.Length, count);
        }

        return new FeedResult
        {
            Next = newest is { } position ? new SourcePosition(position) : null,
            Records = records,
            Notes = fetcher.Retries == 0 ? [] : [$"{fetcher.Retries} requests were made again"],
        };
    }

    /// <summary>The first page, as if nothing had been fetched yet.</summary>
    public async Task<string> ProbeAsync(
        SourceDefinition source, SourceFeed feed, CancellationToken cancellationToken)
    {
        HttpSettings settings = ((HttpSourceDefinition)source).Connection;
        HttpFeed wanted = (HttpFeed)feed;
        using HttpClient client = ClientOf(settings);
        HttpPage page = await FetchAsync(
            new HttpFetcher(client, settings, _tokens, timeProvider),
            new HttpPages(settings, wanted).First(since: null),
            cancellationToken);
        using JsonDocument body = page.Parse();
        return $"{RecordsOf(wanted, page, body.RootElement).Count()} records in {page.Body.Length} bytes";
    }

    private HttpClient ClientOf(HttpSettings settings) => guard.CreateClient(new OutboundLimits
    {
        TimeMax = settings.TimeMax,
        ResponseBytesMax = settings.ResponseBytesMax,
        Decompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
    });

    private static FeedContent ContentOf(HttpPage page) =>
        new(new MemoryStream(page.Body), page.Url.GetLeftPart(UriPartial.Path), Extension);

    private static async Task<HttpPage> FetchAsync(
        HttpFetcher fetcher, Uri url, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await fetcher.GetAsync(
            url, request => request.Headers.Accept.ParseAdd("application/json"), cancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        IEnumerable<string> links = response.Headers.TryGetValues("Link", out IEnumerable<string>? found) ? found : [];
        return new HttpPage(url, body, HttpPages.NextLinkOf(url, links));
    }

    /// <summary>One record that is no list is a list of one.</summary>
    private static IEnumerable<JsonElement> RecordsOf(HttpFeed feed, HttpPage page, JsonElement body) =>
        feed.Records.Find(body) switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
            { ValueKind: JsonValueKind.Object } record => [record],
            { ValueKind: JsonValueKind.Null } => [],
            _ => throw new TarnException(
                ErrorCodes.SourceUnfit,
                $"{page.Url.GetLeftPart(UriPartial.Path)} answered without records at {feed.Records}")
            {
                Hint = "'records' of the feed says where they are",
            },
        };
}

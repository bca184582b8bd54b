using System.Net;
using System.Net.Http.Headers;
using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Sources.Feeds;
using Tarn.Sources.Http;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Files;

/// <summary>Copies from sources of type <c>files</c>: what is as it was is not read again.</summary>
public sealed class FilesFeedReader(OutboundGuard guard, TimeProvider timeProvider) : IFeedReader
{
    public bool Reads(SourceDefinition source) => source is FilesSourceDefinition;

    public async Task<FeedResult> ReadAsync(
        FeedRequest request, FeedSink sink, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        FilesSourceDefinition source = (FilesSourceDefinition)request.Source;
        FilesFeed feed = (FilesFeed)request.Feed;
        List<FeedFile> files = [];
        foreach (FeedFile file in LocalFiles.Find(source.Directories, feed.Patterns))
        {
            if (request.Known.GetValueOrDefault(file.Name) != file)
            {
                await CopyAsync(file, sink, cancellationToken);
                progress.Report(new SourceProgress(files.Count, null));
            }

            files.Add(file);
        }

        if (feed.Urls.Count > 0)
        {
            files.AddRange(await FetchAsync(source.Connection, feed.Urls, request.Known, sink, cancellationToken));
        }

        return new FeedResult { Files = files };
    }

    /// <summary>How many files there are, and whether the URLs answer.</summary>
    public async Task<string> ProbeAsync(
        SourceDefinition source, SourceFeed feed, CancellationToken cancellationToken)
    {
        FilesSourceDefinition files = (FilesSourceDefinition)source;
        FilesFeed wanted = (FilesFeed)feed;
        if (files.Directories.FirstOrDefault(directory => !Directory.Exists(directory)) is { } missing)
        {
            throw new TarnException(ErrorCodes.SourceUnfit, $"there is no directory {missing}");
        }

        using HttpClient client = ClientOf(files.Connection);
        HttpFetcher fetcher = new(client, files.Connection, new HttpTokens(timeProvider), timeProvider);
        foreach (Uri url in wanted.Urls)
        {
            using HttpResponseMessage response = await fetcher.GetAsync(url, _ => { }, cancellationToken);
        }

        return $"{LocalFiles.Find(files.Directories, wanted.Patterns).Count()} files, {wanted.Urls.Count} addresses";
    }

    private HttpClient ClientOf(HttpSettings settings) => guard.CreateClient(new OutboundLimits
    {
        TimeMax = settings.TimeMax,
        ResponseBytesMax = settings.ResponseBytesMax,
    });

    private static async Task CopyAsync(FeedFile file, FeedSink sink, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream content = File.OpenRead(file.Name);
            await sink.PutAsync(
                new FeedContent(content, file.Name, ExtensionOf(file.Name)), cancellationToken);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or FileNotFoundException)
        {
            throw new TarnException(
                ErrorCodes.SourceRefused, $"cannot read {file.Name}: {exception.Message}", exception);
        }
    }

    private async Task<IReadOnlyList<FeedFile>> FetchAsync(
        HttpSettings settings,
        IReadOnlyList<Uri> urls,
        IReadOnlyDictionary<string, FeedFile> known,
        FeedSink sink,
        CancellationToken cancellationToken)
    {
        using HttpClient client = ClientOf(settings);
        HttpFetcher fetcher = new(client, settings, new HttpTokens(timeProvider), timeProvider);
        List<FeedFile> files = [];
        foreach (Uri url in urls)
        {
            string name = url.GetLeftPart(UriPartial.Query);
            FeedFile? before = known.GetValueOrDefault(name);
            using HttpResponseMessage response = await fetcher.GetAsync(
                url, request => Ask(request, before), cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified && before is not null)
            {
                files.Add(before);
                continue;
            }

            await using Stream content = await response.Content.ReadAsStreamAsync(cancellationToken);
            string origin = url.GetLeftPart(UriPartial.Path);
            long bytes = await sink.PutAsync(
                new FeedContent(content, origin, ExtensionOf(url.AbsolutePath)), cancellationToken);
            files.Add(new FeedFile(name, bytes, response.Headers.ETag?.ToString() ?? ""));
        }

        return files;
    }

    /// <summary>Only for something else than what is known (RFC 9110, section 13.1.2).</summary>
    private static void Ask(HttpRequestMessage request, FeedFile? before)
    {
        if (before is { Tag.Length: > 0 } && EntityTagHeaderValue.TryParse(before.Tag, out EntityTagHeaderValue? tag))
        {
            request.Headers.IfNoneMatch.Add(tag);
        }
    }

    /// <summary>All of them, so that <c>orders.csv.gz</c> stays readable.</summary>
    private static string ExtensionOf(string path)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        string before = Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant();
        return extension is ".gz" or ".zst" or ".bz2" or ".xz" ? before + extension : extension;
    }
}

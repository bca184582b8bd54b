using Tarn.Crawlers.Memory;
using Tarn.State;

namespace Tarn.Crawlers.Background;

/// <summary>Keeps which crawls have begun and not ended, so that the next process finds them.</summary>
internal sealed class OpenCrawls(DocumentStore documents)
{
    private const string Folder = "opencrawls/";

    /// <summary>By their ids, the oldest first.</summary>
    public async Task<IReadOnlyList<(string Id, OpenCrawl Crawl)>> ListAsync(CancellationToken cancellationToken)
    {
        List<(string, OpenCrawl)> crawls = [];
        foreach (string name in (await documents.ListAsync(Folder, cancellationToken)).Order(StringComparer.Ordinal))
        {
            if (await documents.ReadAsync(name, CrawlersJson.Default.OpenCrawl, cancellationToken) is { } crawl)
            {
                crawls.Add((name[Folder.Length..], crawl.Value));
            }
        }

        return crawls;
    }

    /// <summary>Before it begins.</summary>
    public Task PutAsync(string id, OpenCrawl crawl, CancellationToken cancellationToken) =>
        documents.PutAsync(Folder + id, crawl, CrawlersJson.Default.OpenCrawl, cancellationToken);

    /// <summary>Once its end is kept.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Folder + id, cancellationToken);
}

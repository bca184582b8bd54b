using Tarn.Crawlers.Memory;
using Tarn.State;

namespace Tarn.Crawlers.Background;

/// <summary>The history of crawls, one document each; the latest of each crawler are kept.</summary>
internal sealed class CrawlRecords(DocumentStore documents)
{
    private const int KeptMax = 200;

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<CrawlRecord>> ListAsync(string crawler, CancellationToken cancellationToken)
    {
        List<CrawlRecord> records = [];
        foreach (string name in await NamesAsync(crawler, cancellationToken))
        {
            if (await documents.ReadAsync(name, CrawlersJson.Default.CrawlRecord, cancellationToken) is { } document)
            {
                records.Add(document.Value);
            }
        }

        return records;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<CrawlRecord?> FindLatestAsync(string crawler, CancellationToken cancellationToken)
    {
        string? latest = (await NamesAsync(crawler, cancellationToken)).FirstOrDefault();
        return latest is null
            ? null
            : (await documents.ReadAsync(latest, CrawlersJson.Default.CrawlRecord, cancellationToken))?.Value;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<CrawlRecord?> FindAsync(string crawler, string id, CancellationToken cancellationToken) =>
        DocumentStore.CanName(id)
            ? (await documents.ReadAsync(
                FolderOf(crawler) + id, CrawlersJson.Default.CrawlRecord, cancellationToken))?.Value
            : null;

    public async Task AddAsync(CrawlRecord record, CancellationToken cancellationToken)
    {
        await documents.WriteAsync(
            FolderOf(record.Crawler) + record.Id,
            record,
            CrawlersJson.Default.CrawlRecord,
            expectedVersion: null,
            cancellationToken);
        foreach (string old in (await NamesAsync(record.Crawler, cancellationToken)).Skip(KeptMax))
        {
            await documents.DeleteAsync(old, cancellationToken);
        }
    }

    public async Task DeleteAsync(string crawler, CancellationToken cancellationToken)
    {
        foreach (string name in await NamesAsync(crawler, cancellationToken))
        {
            await documents.DeleteAsync(name, cancellationToken);
        }
    }

    public Task DeleteAsync(CrawlRecord record, CancellationToken cancellationToken) =>
        documents.DeleteAsync(FolderOf(record.Crawler) + record.Id, cancellationToken);

    private async Task<IEnumerable<string>> NamesAsync(string crawler, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await documents.ListAsync(FolderOf(crawler), cancellationToken);
        return names.OrderDescending(StringComparer.Ordinal);
    }

    private static string FolderOf(string crawler) => $"crawls/{crawler}/";
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Tarn.Crawlers.Background;
using Tarn.State;

namespace Tarn.Logs;

/// <summary>What crawls did, a stream for each crawler, as the history of crawls remembers it.</summary>
public sealed class CrawlLogs(DocumentStore documents) : ILogSource
{
    private const string Folder = "crawls/";

    private readonly CrawlRecords _records = new(documents);

    public string Group => "/aws-glue/crawlers";

    public async Task<IReadOnlyList<LogStream>> ListAsync(CancellationToken cancellationToken)
    {
        List<LogStream> streams = [];
        foreach (string crawler in await ListCrawlersAsync(cancellationToken))
        {
            IReadOnlyList<CrawlRecord> records = await _records.ListAsync(crawler, cancellationToken);
            streams.Add(new LogStream(crawler, crawler, records[^1].StartedAt));
        }

        return streams;
    }

    public async IAsyncEnumerable<LogEvent> ReadAsync(
        LogStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CrawlRecord record in (await _records.ListAsync(stream.Id, cancellationToken)).Reverse())
        {
            yield return Line(record.StartedAt, $"[{record.Id}] info: crawl started");
            string counts = string.Create(
                CultureInfo.InvariantCulture,
                $"tables created {record.TablesCreated}, changed {record.TablesChanged},"
                + $" deleted {record.TablesDeleted};"
                + $" partitions added {record.PartitionsAdded}, removed {record.PartitionsRemoved}");
            yield return Line(record.EndedAt, $"[{record.Id}] info: {counts}");
            yield return Line(
                record.EndedAt,
                record.Error is null
                    ? $"[{record.Id}] info: crawl ended: {record.State}"
                    : $"[{record.Id}] error: crawl ended: {record.State}: {record.Error}");
        }
    }

    public async Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        foreach (string crawler in await ListCrawlersAsync(cancellationToken))
        {
            foreach (CrawlRecord record in await _records.ListAsync(crawler, cancellationToken))
            {
                if (record.EndedAt < moment)
                {
                    await _records.DeleteAsync(record, cancellationToken);
                }
            }
        }
    }

    private async Task<IEnumerable<string>> ListCrawlersAsync(CancellationToken cancellationToken) =>
        (await documents.ListAsync(Folder, cancellationToken)).Select(name => name.Split('/')[1]).Distinct();

    private static LogEvent Line(DateTimeOffset at, string text) => new(at, at, text);
}

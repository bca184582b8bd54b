using System.Text.Json.Nodes;
using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>Crawlers of the lake in Glue's words.</summary>
internal static class CrawlerMapping
{
    public const string LogGroup = "/aws-glue/crawlers";

    public static CrawlerAnswer AnswerOf(
        CrawlerDefinition crawler, CrawlerStatus status, CrawlRecord? last, DateTimeOffset now) => new()
        {
            Name = crawler.Name,
            Role = $"arn:aws:iam::{AwsAccount.Id}:role/tarn",
            Targets = new CrawlerTargets(
            [.. crawler.Targets.Select(target => new CrawlerTarget($"s3://{target}", target.Exclusions))]),
            DatabaseName = crawler.Database,
            Description = crawler.Description,
            Classifiers = [.. crawler.Classifiers.Select(classifier => classifier.Name)],
            RecrawlPolicy = new RecrawlPolicy("CRAWL_EVERYTHING"),
            SchemaChangePolicy = new SchemaChangePolicy(
            crawler.OnChange == OnChange.Log ? "LOG" : "UPDATE_IN_DATABASE",
            crawler.OnDelete switch
            {
                OnDelete.Log => "LOG",
                OnDelete.Delete => "DELETE_FROM_DATABASE",
                _ => "DEPRECATE_IN_DATABASE",
            }),
            State = status.State switch
            {
                CrawlerState.Running => "RUNNING",
                CrawlerState.Stopping => "STOPPING",
                _ => "READY",
            },
            TablePrefix = crawler.TablePrefix.Length == 0 ? null : crawler.TablePrefix,
            Schedule = crawler.Schedule is { } schedule ? new CrawlerSchedule(schedule.Text, "NOT_SCHEDULED") : null,
            CrawlElapsedTime = status.StartedAt is { } start ? (long)(now - start).TotalMilliseconds : 0,
            LastCrawl = last is null ? null : new LastCrawl
            {
                Status = last.State switch
                {
                    CrawlState.Completed => "SUCCEEDED",
                    CrawlState.Stopped => "CANCELLED",
                    _ => "FAILED",
                },
                ErrorMessage = last.Error,
                LogGroup = LogGroup,
                LogStream = crawler.Name,
                MessagePrefix = last.Id,
                StartTime = last.StartedAt,
            },
        };

    public static CrawlerHistory HistoryOf(CrawlRecord record) => new()
    {
        CrawlId = record.Id,
        State = record.State switch
        {
            CrawlState.Completed => "COMPLETED",
            CrawlState.Stopped => "STOPPED",
            _ => "FAILED",
        },
        StartTime = record.StartedAt,
        EndTime = record.EndedAt,
        Summary = SummaryOf(record),
        ErrorMessage = record.Error,
        LogGroup = LogGroup,
        LogStream = record.Crawler,
        MessagePrefix = record.Id,
    };

    public static CrawlerMetrics MetricsOf(string crawler, IReadOnlyList<CrawlRecord> records)
    {
        double[] seconds = [.. records.Select(record => (record.EndedAt - record.StartedAt).TotalSeconds).Order()];
        CrawlRecord? last = records.Count > 0 ? records[0] : null;
        return new CrawlerMetrics
        {
            CrawlerName = crawler,
            LastRuntimeSeconds = last is null ? 0 : (last.EndedAt - last.StartedAt).TotalSeconds,
            MedianRuntimeSeconds = seconds.Length == 0 ? 0 : seconds[seconds.Length / 2],
            TablesCreated = last?.TablesCreated ?? 0,
            TablesUpdated = last?.TablesChanged ?? 0,
            TablesDeleted = last?.TablesDeleted ?? 0,
        };
    }

    private static string SummaryOf(CrawlRecord record)
    {
        JsonObject summary = [];
        Add("TABLE", ("ADD", record.TablesCreated), ("UPDATE", record.TablesChanged), ("DELETE", record.TablesDeleted));
        Add("PARTITION", ("ADD", record.PartitionsAdded), ("DELETE", record.PartitionsRemoved));
        return summary.ToJsonString();

        void Add(string kind, params (string Name, int Count)[] counts)
        {
            JsonObject details = [];
            foreach ((string name, int count) in counts.Where(count => count.Count > 0))
            {
                details[name] = count;
            }

            if (details.Count > 0)
            {
                summary[kind] = details;
            }
        }
    }
}

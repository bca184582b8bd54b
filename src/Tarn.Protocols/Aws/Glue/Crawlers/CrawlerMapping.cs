using System.Text.Json.Nodes;
using Tarn.Crawlers;
using Tarn.Crawlers.Background;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>Crawlers of the lake in Glue's words.</summary>
internal static class CrawlerMapping
{
    public const string LogGroup = "/aws-glue/crawlers";

    public static CrawlerAnswer AnswerOf(
        KnownCrawler crawler, CrawlerStatus status, CrawlRecord? last, DateTimeOffset now)
    {
        CrawlerInput said = crawler.Stored is { } stored ? CrawlerInputs.SaidOf(stored) : InputOf(crawler.Definition);
        return new CrawlerAnswer
        {
            Name = crawler.Name,
            Role = said.Role ?? "",
            Targets = said.Targets!,
            DatabaseName = said.DatabaseName ?? "",
            Description = said.Description,
            Classifiers = said.Classifiers ?? [],
            RecrawlPolicy = said.RecrawlPolicy ?? new RecrawlPolicy { RecrawlBehavior = "CRAWL_EVERYTHING" },
            SchemaChangePolicy = new SchemaChangePolicy
            {
                UpdateBehavior = said.SchemaChangePolicy?.UpdateBehavior ?? "UPDATE_IN_DATABASE",
                DeleteBehavior = said.SchemaChangePolicy?.DeleteBehavior ?? "DEPRECATE_IN_DATABASE",
            },
            LineageConfiguration = said.LineageConfiguration
                ?? new LineageConfiguration { CrawlerLineageSettings = "DISABLE" },
            LakeFormationConfiguration = said.LakeFormationConfiguration,
            Configuration = said.Configuration,
            CrawlerSecurityConfiguration = said.CrawlerSecurityConfiguration,
            State = status.State switch
            {
                CrawlerState.Running => "RUNNING",
                CrawlerState.Stopping => "STOPPING",
                _ => "READY",
            },
            TablePrefix = said.TablePrefix,
            Schedule = crawler.Definition.Schedule is { } schedule
                ? new CrawlerSchedule(
                    schedule.Text, crawler.Stored?.IsScheduleOn == true ? "SCHEDULED" : "NOT_SCHEDULED")
                : null,
            CrawlElapsedTime = status.StartedAt is { } start ? (long)(now - start).TotalMilliseconds : 0,
            LastCrawl = last is null ? null : LastOf(last),
            CreationTime = crawler.Stored?.CreatedAt,
            LastUpdated = crawler.Stored?.UpdatedAt,
            Version = crawler.Stored?.Version ?? 1,
        };
    }

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

    private static LastCrawl LastOf(CrawlRecord last) => new()
    {
        Status = last.State switch
        {
            CrawlState.Completed => "SUCCEEDED",
            CrawlState.Stopped => "CANCELLED",
            _ => "FAILED",
        },
        ErrorMessage = last.Error,
        LogGroup = LogGroup,
        LogStream = last.Crawler,
        MessagePrefix = last.Id,
        StartTime = last.StartedAt,
    };

    private static CrawlerInput InputOf(CrawlerDefinition crawler) => new()
    {
        Role = $"arn:aws:iam::{AwsAccount.Id}:role/tarn",
        Targets = new CrawlerTargets
        {
            S3Targets =
            [
                .. crawler.Targets.Select(target =>
                    new CrawlerTarget { Path = $"s3://{target}", Exclusions = target.Exclusions }),
            ],
        },
        DatabaseName = crawler.Database,
        Description = crawler.Description,
        Classifiers = [.. crawler.Classifiers.Select(classifier => classifier.Name)],
        TablePrefix = crawler.TablePrefix.Length == 0 ? null : crawler.TablePrefix,
        SchemaChangePolicy = new SchemaChangePolicy
        {
            UpdateBehavior = crawler.OnChange == OnChange.Log ? "LOG" : "UPDATE_IN_DATABASE",
            DeleteBehavior = crawler.OnDelete switch
            {
                OnDelete.Log => "LOG",
                OnDelete.Delete => "DELETE_FROM_DATABASE",
                _ => "DEPRECATE_IN_DATABASE",
            },
        },
    };

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

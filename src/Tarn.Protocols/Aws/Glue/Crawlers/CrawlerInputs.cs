using System.Text.Json;
using Tarn.Catalog.Hive;
using Tarn.Crawlers;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>Crawlers as clients describe them, in the lake's words.</summary>
internal static class CrawlerInputs
{
    private const string Log = "LOG";
    private const string EveryFolder = "CRAWL_EVERYTHING";
    private const string NewFolders = "CRAWL_NEW_FOLDERS_ONLY";

    public static CrawlerInput SaidOf(StoredCrawler crawler) =>
        JsonSerializer.Deserialize(crawler.Details!, GlueJson.Default.CrawlerInput)!;

    /// <summary>The crawler with everything that the client said.</summary>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: what the lake does not do.</exception>
    public static StoredCrawler Put(StoredCrawler crawler, CrawlerInput said)
    {
        RefuseUnsupported(said);
        CrawlerConfiguration configuration = CrawlerConfiguration.Parse(said.Configuration);
        CrawlTarget[] targets = [.. TargetsOf(said.Targets ?? new CrawlerTargets())];
        string? schedule = string.IsNullOrEmpty(said.Schedule) ? null : ScheduleOf(said.Schedule);
        return crawler with
        {
            Description = said.Description,
            Database = GlueNames.Database(said.DatabaseName ?? ""),
            Targets = targets,
            TablePrefix = PrefixOf(said.TablePrefix ?? ""),
            Grouping = configuration.Grouping,
            TableLevel = configuration.TableLevel is { } level ? LevelBelow(targets, level) : null,
            OnChange = OnChangeOf(said, configuration),
            OnDelete = OnDeleteOf(said),
            Schedule = schedule,
            IsScheduleOn = schedule is not null && (crawler.IsScheduleOn || crawler.Schedule is null),
            Details = JsonSerializer.Serialize(said, GlueJson.Default.CrawlerInput),
        };
    }

    /// <exception cref="AwsException"><c>InvalidInputException</c>: not <c>cron(…)</c>.</exception>
    public static string ScheduleOf(string text) => text.StartsWith("cron(", StringComparison.Ordinal)
        ? text
        : throw Invalid($"Schedule is '{text}', expected cron(minutes hours day-of-month month day-of-week year)");

    private static void RefuseUnsupported(CrawlerInput said)
    {
        Refuse(said.Classifiers?.Count > 0, "Classifiers: custom ones are written in crawlers/*.yaml of the lake");
        Refuse(
            said.LineageConfiguration?.CrawlerLineageSettings == "ENABLE",
            "CrawlerLineageSettings ENABLE: lineage comes from the models");
        Refuse(said.LakeFormationConfiguration?.UseLakeFormationCredentials == true, "UseLakeFormationCredentials");
        Refuse(!string.IsNullOrEmpty(said.CrawlerSecurityConfiguration), "CrawlerSecurityConfiguration");
        CrawlerTargets targets = said.Targets ?? new CrawlerTargets();
        Refuse(targets.JdbcTargets?.Count > 0, "JdbcTargets: crawlers look at buckets of the lake");
        Refuse(targets.MongoDBTargets?.Count > 0, "MongoDBTargets: crawlers look at buckets of the lake");
        Refuse(targets.DynamoDBTargets?.Count > 0, "DynamoDBTargets: crawlers look at buckets of the lake");
        Refuse(targets.CatalogTargets?.Count > 0, "CatalogTargets: name the tables' places as S3Targets");
        Refuse(targets.IcebergTargets?.Count > 0, "IcebergTargets");
        Refuse(targets.HudiTargets?.Count > 0, "HudiTargets");
        string recrawl = said.RecrawlPolicy?.RecrawlBehavior ?? EveryFolder;
        Refuse(
            recrawl is not (EveryFolder or NewFolders),
            $"RecrawlBehavior {recrawl}: a crawl opens only what is new or changed in any case");
        if (recrawl == NewFolders
            && said.SchemaChangePolicy is not { UpdateBehavior: Log, DeleteBehavior: Log })
        {
            throw Invalid(
                $"RecrawlBehavior {NewFolders} can have only LOG as UpdateBehavior and LOG as DeleteBehavior");
        }
    }

    private static IEnumerable<CrawlTarget> TargetsOf(CrawlerTargets targets)
    {
        foreach (CrawlerTarget target in targets.S3Targets ?? [])
        {
            Refuse(!string.IsNullOrEmpty(target.ConnectionName), "ConnectionName of S3Targets");
            Refuse(!string.IsNullOrEmpty(target.EventQueueArn), "EventQueueArn of S3Targets");
            yield return TargetOf(target.Path) with { Exclusions = ExclusionPatterns.Of(target.Exclusions ?? []) };
        }

        foreach (DeltaTarget target in targets.DeltaTargets ?? [])
        {
            Refuse(!string.IsNullOrEmpty(target.ConnectionName), "ConnectionName of DeltaTargets");
            Refuse(target.WriteManifest == true, "WriteManifest: readers take Delta tables by their log");
            foreach (string path in target.DeltaTables ?? [])
            {
                yield return TargetOf(path);
            }
        }
    }

    private static CrawlTarget TargetOf(string? path) => StoragePlace.TryParse(path ?? "") is { } place
        ? new CrawlTarget(place.Bucket, place.Prefix)
        : throw Invalid($"the path of a target is '{path}', expected s3://bucket/folder/");

    /// <summary>Lower case, with '_' for what names of tables cannot have, as crawlers name tables.</summary>
    private static string PrefixOf(string text) =>
        string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static int LevelBelow(CrawlTarget[] targets, int level)
    {
        int[] levels =
            [.. targets.Select(target => level - 1 - target.Prefix.Count(letter => letter == '/')).Distinct()];
        return levels is [>= 0 and var below] ? below : throw Invalid(
            $"TableLevelConfiguration is {level}, counted from the bucket, which is 1; expected a level at or below"
            + " all targets, which must be equally deep");
    }

    private static OnChange OnChangeOf(CrawlerInput said, CrawlerConfiguration configuration) =>
        (said.SchemaChangePolicy?.UpdateBehavior ?? "UPDATE_IN_DATABASE") switch
        {
            Log => OnChange.Log,
            "UPDATE_IN_DATABASE" => configuration.MergesNewColumns ? OnChange.AddOnly : OnChange.Update,
            var other => throw Invalid($"UpdateBehavior is '{other}', expected LOG or UPDATE_IN_DATABASE"),
        };

    private static OnDelete OnDeleteOf(CrawlerInput said) =>
        (said.SchemaChangePolicy?.DeleteBehavior ?? "DEPRECATE_IN_DATABASE") switch
        {
            Log => OnDelete.Log,
            "DELETE_FROM_DATABASE" => OnDelete.Delete,
            "DEPRECATE_IN_DATABASE" => OnDelete.Deprecate,
            var other => throw Invalid(
                $"DeleteBehavior is '{other}', expected LOG, DELETE_FROM_DATABASE or DEPRECATE_IN_DATABASE"),
        };

    private static void Refuse(bool isThere, string what)
    {
        if (isThere)
        {
            throw Invalid($"not supported: {what}");
        }
    }

    private static AwsException Invalid(string message) => new(GlueErrors.InvalidInput, message);
}

using Tarn.Catalog.Editing;
using Tarn.Protocols.Aws.Glue.Account;
using Tarn.Protocols.Aws.Glue.Classifiers;
using Tarn.Protocols.Aws.Glue.Crawlers;
using Tarn.Protocols.Aws.Glue.Databases;
using Tarn.Protocols.Aws.Glue.Functions;
using Tarn.Protocols.Aws.Glue.Jobs;
using Tarn.Protocols.Aws.Glue.Partitions;
using Tarn.Protocols.Aws.Glue.Statistics;
using Tarn.Protocols.Aws.Glue.Tables;
using Tarn.Protocols.Aws.Glue.Tags;
using Tarn.Protocols.Aws.Glue.Triggers;
using Tarn.Protocols.Aws.Glue.Workflows;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Tagging;
using Tarn.Queries;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>Glue: the catalog of the lake, its crawlers, jobs and triggers.</summary>
internal static class GlueService
{
    private const string ChangedBy = "glue";

    /// <summary>Glue's things that have tags.</summary>
    public static TaggedService Tags(GlueParts parts)
    {
        (DatabaseEditor databases, TableEditor tables) = Editors(parts);
        return new GlueTagging(databases, new TaggedKinds(databases, tables, parts).All, parts).Service;
    }

    public static JsonService Create(GlueParts parts)
    {
        (DatabaseEditor databases, TableEditor tables) = Editors(parts);
        TableListing listing = new(parts.Tables, databases, new TableAnswers(new HiveTables(parts.Queries)));
        PartitionEditor partitions = new(parts.Entries, tables, parts.TimeProvider);
        return new JsonService
        {
            Name = "glue",
            TargetPrefix = "AWSGlue",
            Translate = GlueErrors.Of,
            FindResourcesAsync = GlueResources.FindAsync,
            Operations = new Dictionary<string, JsonOperation>(
            [
                .. new DatabaseOperations(databases).All,
                .. new TableOperations(tables, listing).All,
                .. new TableVersions(parts.Entries, tables).All,
                .. new SearchTables(listing).All,
                .. new PartitionOperations(partitions).All,
                .. new PartitionReading(parts.Tables, partitions).All,
                .. new CrawlerOperations(parts.Crawlers, parts.TimeProvider).All,
                .. new CrawlerChanges(parts.Crawlers).All,
                .. new CrawlHistory(parts.Crawlers).All,
                .. new JobOperations(parts.Jobs).All,
                .. new JobChanges(parts.Jobs).All,
                .. new JobRunOperations(parts.Jobs, parts.TimeProvider).All,
                .. new TriggerOperations(parts.Triggers.Catalog).All,
                .. new TriggerChanges(parts.Triggers).All,
                .. new WorkflowOperations(parts.Triggers.Catalog, parts.Triggers.Workflows).All,
                .. new WorkflowRunOperations(parts.Triggers.Workflows, GraphsOf(parts)).All,
                .. new ClassifierOperations(parts.Crawlers.Catalog).All,
                .. new StatisticsOperations(parts.Tables, partitions).All,
                .. new FunctionOperations(databases).All,
                .. AccountOperations.All,
                .. new TagOperations(new TaggedKinds(databases, tables, parts).All).All,
            ]),
        };
    }

    private static WorkflowRunGraphs GraphsOf(GlueParts parts) =>
        new(parts.Triggers.Catalog, parts.Jobs, parts.Crawlers, parts.TimeProvider);

    private static (DatabaseEditor Databases, TableEditor Tables) Editors(GlueParts parts)
    {
        DatabaseEditor databases = new(parts.Entries, parts.Tables, ChangedBy);
        return (databases, new TableEditor(parts.Entries, parts.Tables, databases, parts.Buckets, ChangedBy));
    }
}

using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Stored;
using Tarn.Flows;
using Tarn.Jobs.Stored;
using Tarn.Protocols.Aws.Tagging;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>Everything in Glue that has tags; what files define has none.</summary>
internal sealed class TaggedKinds(DatabaseEditor databases, TableEditor tables, GlueParts parts)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    private readonly CrawlerCatalog _crawlers = parts.Crawlers.Catalog;
    private readonly JobCatalog _jobs = parts.Jobs.Catalog;
    private readonly FlowCatalog _flows = parts.Triggers.Catalog;

    /// <summary>By the word that names the kind in an ARN.</summary>
    public IReadOnlyDictionary<string, TaggedKind> All => new Dictionary<string, TaggedKind>
    {
        ["database"] = new(
            async (name, token) => (await databases.GetAsync(GlueNames.Database(name), token)).Tags,
            ChangeDatabaseAsync),
        ["table"] = new(
            async (name, token) => (await parts.Tables.GetAsync(TableOf(name), token)).Tags,
            ChangeTableAsync),
        ["crawler"] = new(
            async (name, token) => (await _crawlers.GetAsync(name, token)).Stored?.Tags ?? None,
            (name, change, token) => _crawlers.UpdateAsync(
                name, crawler => crawler with { Tags = change.Of(crawler.Tags) }, token)),
        ["job"] = new(
            async (name, token) => (await _jobs.GetAsync(name, token)).Stored?.Tags ?? None,
            (name, change, token) => _jobs.UpdateAsync(
                name, job => job with { Tags = change.Of(job.Tags) }, token)),
        ["trigger"] = new(
            async (name, token) => (await _flows.GetTriggerAsync(name, token)).Tags,
            (name, change, token) => _flows.UpdateTriggerAsync(
                name, trigger => trigger with { Tags = change.Of(trigger.Tags) }, token)),
        ["workflow"] = new(
            async (name, token) => (await _flows.GetWorkflowAsync(name, token)).Tags,
            (name, change, token) => _flows.UpdateWorkflowAsync(
                name, workflow => workflow with { Tags = change.Of(workflow.Tags) }, token)),
    };

    private async Task ChangeDatabaseAsync(string name, TagChange change, CancellationToken cancellationToken)
    {
        DatabaseEntry database = await databases.GetAsync(GlueNames.Database(name), cancellationToken);
        await databases.UpdateAsync(database with { Tags = change.Of(database.Tags) }, cancellationToken);
    }

    private async Task ChangeTableAsync(string name, TagChange change, CancellationToken cancellationToken)
    {
        TableEntry table = await tables.GetEntryAsync(TableOf(name), cancellationToken);
        await parts.Entries.UpdateAsync(
            table with { Tags = change.Of(table.Tags) }, table.Version, cancellationToken);
    }

    private static TableName TableOf(string name)
    {
        string[] names = name.Split('/', 2);
        return names.Length == 2 ? GlueNames.Table(names[0], names[1]) : throw new AwsException(
            GlueErrors.InvalidInput, $"'{name}' names no table; expected database/table");
    }
}

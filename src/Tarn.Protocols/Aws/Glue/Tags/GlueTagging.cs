using Tarn.Catalog.Editing;
using Tarn.Protocols.Aws.Tagging;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>Glue's things for the API that lists those of all services.</summary>
internal sealed class GlueTagging(
    DatabaseEditor databases, IReadOnlyDictionary<string, TaggedKind> kinds, GlueParts parts)
{
    private const string Name = "glue";

    public TaggedService Service => new()
    {
        Name = Name,
        TagAction = "glue:TagResource",
        UntagAction = "glue:UntagResource",
        ListAsync = ListAsync,
        ChangeAsync = ChangeAsync,
    };

    private async Task<IReadOnlyList<TaggedResource>> ListAsync(AwsCall call, CancellationToken cancellationToken)
    {
        TaggedResource Resource(string kind, string name, IReadOnlyDictionary<string, string> tags) =>
            new(AwsAccount.Arn(Name, call.Region, $"{kind}/{name}"), $"{Name}:{kind}", tags);
        return
        [
            .. (await databases.ListAsync(cancellationToken))
                .Select(database => Resource("database", database.Name, database.Tags)),
            .. (await parts.Entries.ListAsync(null, cancellationToken))
                .Select(table => Resource("table", $"{table.Name.Database}/{table.Name.Table}", table.Tags)),
            .. (await parts.Crawlers.Catalog.ListAsync(cancellationToken))
                .Where(crawler => crawler.Stored is not null)
                .Select(crawler => Resource("crawler", crawler.Name, crawler.Stored!.Tags)),
            .. (await parts.Jobs.Catalog.ListAsync(cancellationToken))
                .Where(job => job.Stored is not null)
                .Select(job => Resource("job", job.Name, job.Stored!.Tags)),
            .. (await parts.Triggers.Catalog.ListTriggersAsync(cancellationToken))
                .Select(trigger => Resource("trigger", trigger.Name, trigger.Tags)),
            .. (await parts.Triggers.Catalog.ListWorkflowsAsync(cancellationToken))
                .Select(workflow => Resource("workflow", workflow.Name, workflow.Tags)),
        ];
    }

    private Task ChangeAsync(string arn, TagChange change, AwsCall call, CancellationToken cancellationToken)
    {
        TaggedThing thing = TaggedThing.Parse(arn);
        return kinds.GetValueOrDefault(thing.Kind) is { } kind
            ? kind.ChangeAsync(thing.Name, change, cancellationToken)
            : throw TaggingErrors.Invalid($"'{arn}' cannot be tagged");
    }
}

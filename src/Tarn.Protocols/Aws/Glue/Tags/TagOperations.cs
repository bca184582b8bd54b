using Tarn.Catalog;
using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>Tags of databases and tables. Crawlers and jobs are files and have none.</summary>
internal sealed class TagOperations(
    DatabaseEditor databases, TableEditor tables, TableCatalog catalog, CatalogStore entries, GlueParts parts)
{
    private static readonly OperationNote Tagged = new() { Text = "of databases and tables" };

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetTags", JsonOperation.Of(
            GlueJson.Default.GetTagsRequest, GlueJson.Default.GetTagsResponse, GetAsync, Tagged)),
        new("TagResource", JsonOperation.Of(
            GlueJson.Default.TagResourceRequest, GlueJson.Default.Empty, AddAsync, Tagged)),
        new("UntagResource", JsonOperation.Of(
            GlueJson.Default.UntagResourceRequest, GlueJson.Default.Empty, RemoveAsync, Tagged)),
    ];

    private async Task<GetTagsResponse> GetAsync(
        GetTagsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TaggedThing thing = TaggedThing.Parse(request.ResourceArn);
        switch (thing.Kind)
        {
            case "database":
                return new((await databases.GetAsync(GlueNames.Database(thing.Name), cancellationToken)).Tags);
            case "table":
                return new((await catalog.GetAsync(TableOf(thing), cancellationToken)).Tags);
            case "crawler":
                parts.Crawlers.Get(thing.Name);
                return new(new Dictionary<string, string>());
            case "job":
                parts.Jobs.Get(thing.Name);
                return new(new Dictionary<string, string>());
            default:
                throw Unsupported(thing);
        }
    }

    private async Task<Empty> AddAsync(
        TagResourceRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await ChangeAsync(request.ResourceArn, tags =>
        {
            foreach ((string key, string value) in request.TagsToAdd)
            {
                tags[key] = value;
            }
        }, cancellationToken);
        return new Empty();
    }

    private async Task<Empty> RemoveAsync(
        UntagResourceRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await ChangeAsync(request.ResourceArn, tags =>
        {
            foreach (string key in request.TagsToRemove)
            {
                tags.Remove(key);
            }
        }, cancellationToken);
        return new Empty();
    }

    private async Task ChangeAsync(
        string arn, Action<Dictionary<string, string>> change, CancellationToken cancellationToken)
    {
        TaggedThing thing = TaggedThing.Parse(arn);
        if (thing.Kind == "database")
        {
            DatabaseEntry database = await databases.GetAsync(GlueNames.Database(thing.Name), cancellationToken);
            await databases.UpdateAsync(database with { Tags = Changed(database.Tags) }, cancellationToken);
        }
        else if (thing.Kind == "table")
        {
            TableEntry table = await tables.GetEntryAsync(TableOf(thing), cancellationToken);
            await entries.UpdateAsync(table with { Tags = Changed(table.Tags) }, table.Version, cancellationToken);
        }
        else
        {
            throw Unsupported(thing);
        }

        Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> tags)
        {
            Dictionary<string, string> changed = tags.ToDictionary();
            change(changed);
            return changed;
        }
    }

    private static TableName TableOf(TaggedThing thing)
    {
        string[] names = thing.Name.Split('/', 2);
        return names.Length == 2 ? GlueNames.Table(names[0], names[1]) : throw Unsupported(thing);
    }

    private static AwsException Unsupported(TaggedThing thing) => new(
        GlueErrors.InvalidInput, $"{thing.Kind} '{thing.Name}' cannot be tagged; databases and tables can");
}

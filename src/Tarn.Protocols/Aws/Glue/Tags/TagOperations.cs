using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Tagging;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>Tags of whatever has an ARN.</summary>
/// <param name="kinds">By the word that names them in an ARN.</param>
internal sealed class TagOperations(IReadOnlyDictionary<string, TaggedKind> kinds)
{
    private static readonly OperationNote Tagged = new()
    {
        Text = "of all that has an ARN; what files define has no tags",
    };

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
        return new GetTagsResponse(await KindOf(thing).ReadAsync(thing.Name, cancellationToken));
    }

    private Task<Empty> AddAsync(TagResourceRequest request, AwsCall call, CancellationToken cancellationToken) =>
        ChangeAsync(request.ResourceArn, new TagChange(request.TagsToAdd, []), cancellationToken);

    private Task<Empty> RemoveAsync(
        UntagResourceRequest request, AwsCall call, CancellationToken cancellationToken) => ChangeAsync(
            request.ResourceArn,
            new TagChange(new Dictionary<string, string>(), request.TagsToRemove),
            cancellationToken);

    private async Task<Empty> ChangeAsync(string arn, TagChange change, CancellationToken cancellationToken)
    {
        TaggedThing thing = TaggedThing.Parse(arn);
        await KindOf(thing).ChangeAsync(thing.Name, change, cancellationToken);
        return new Empty();
    }

    private TaggedKind KindOf(TaggedThing thing) => kinds.GetValueOrDefault(thing.Kind) ?? throw new AwsException(
        GlueErrors.InvalidInput,
        $"{thing.Kind} '{thing.Name}' cannot be tagged; expected one of {string.Join(", ", kinds.Keys)}");
}

using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose.Tags;

/// <summary>TagDeliveryStream, UntagDeliveryStream and ListTagsForDeliveryStream.</summary>
internal static class TagChanges
{
    private const int TagsMax = 50;
    private const int KeyLengthMax = 128;
    private const int ValueLengthMax = 256;

    public static async Task<Nothing> AddAsync(
        TagRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        await parts.Streams.UpdateAsync(
            request.DeliveryStreamName,
            stream => stream with { Tags = Merge(stream.Tags, request.Tags) },
            cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> RemoveAsync(
        UntagRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        await parts.Streams.UpdateAsync(
            request.DeliveryStreamName,
            stream => stream with
            {
                Tags = stream.Tags.Where(tag => !request.TagKeys.Contains(tag.Key)).ToDictionary(),
            },
            cancellationToken);
        return Nothing.Value;
    }

    public static Task<ListTagsResponse> ListAsync(
        ListTagsRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        int limit = request.Limit ?? TagsMax;
        if (limit is < 1 or > TagsMax)
        {
            throw FirehoseErrors.Constraint("limit", $"Member must have a value from 1 to {TagsMax}");
        }

        IEnumerable<Tag> tags = parts.Streams.Get(request.DeliveryStreamName).Tags
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => new Tag { Key = tag.Key, Value = tag.Value });
        (IReadOnlyList<Tag> page, string? last) =
            ListPage.After(tags, tag => tag.Key, request.ExclusiveStartTagKey, limit);
        return Task.FromResult(new ListTagsResponse(page, last is not null));
    }

    /// <summary>The tags with others added or replaced.</summary>
    /// <exception cref="AwsException"><c>ValidationException</c>, <c>LimitExceededException</c>.</exception>
    public static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> tags, IReadOnlyList<Tag> added)
    {
        Dictionary<string, string> merged = new(tags, StringComparer.Ordinal);
        foreach (Tag tag in added)
        {
            if (tag.Key.Length is < 1 or > KeyLengthMax
                || tag.Value?.Length > ValueLengthMax
                || tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw FirehoseErrors.Constraint(
                    "tags",
                    $"keys have 1 to {KeyLengthMax} characters and do not start with aws:, values up to"
                    + $" {ValueLengthMax}");
            }

            merged[tag.Key] = tag.Value ?? "";
        }

        return merged.Count <= TagsMax
            ? merged
            : throw new AwsException("LimitExceededException", $"A delivery stream has at most {TagsMax} tags");
    }
}

internal sealed record Tag
{
    public required string Key { get; init; }

    public string? Value { get; init; }
}

internal sealed record TagRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public required IReadOnlyList<Tag> Tags { get; init; }
}

internal sealed record UntagRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

internal sealed record ListTagsRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public string? ExclusiveStartTagKey { get; init; }

    public int? Limit { get; init; }
}

internal sealed record ListTagsResponse(IReadOnlyList<Tag> Tags, bool HasMoreTags);

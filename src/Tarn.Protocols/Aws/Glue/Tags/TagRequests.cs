namespace Tarn.Protocols.Aws.Glue.Tags;

internal sealed record GetTagsRequest
{
    public required string ResourceArn { get; init; }
}

internal sealed record GetTagsResponse(IReadOnlyDictionary<string, string> Tags);

internal sealed record TagResourceRequest
{
    public required string ResourceArn { get; init; }

    public required IReadOnlyDictionary<string, string> TagsToAdd { get; init; }
}

internal sealed record UntagResourceRequest
{
    public required string ResourceArn { get; init; }

    public required IReadOnlyList<string> TagsToRemove { get; init; }
}

namespace Tarn.Protocols.Aws.Kms.Tags;

internal sealed record Tag(string TagKey, string TagValue);

internal sealed record TagResourceRequest
{
    public required string KeyId { get; init; }

    public required IReadOnlyList<Tag> Tags { get; init; }
}

internal sealed record UntagResourceRequest
{
    public required string KeyId { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

internal sealed record ListResourceTagsRequest
{
    public required string KeyId { get; init; }

    public int? Limit { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListResourceTagsResponse(IReadOnlyList<Tag> Tags, string? NextMarker, bool Truncated);

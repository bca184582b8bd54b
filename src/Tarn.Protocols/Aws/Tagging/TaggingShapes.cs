using System.Text.Json.Serialization;

namespace Tarn.Protocols.Aws.Tagging;

internal sealed record Tag(string Key, string Value);

internal sealed record TagFilter
{
    public string? Key { get; init; }

    public IReadOnlyList<string>? Values { get; init; }
}

internal sealed record GetResourcesRequest
{
    public string? PaginationToken { get; init; }

    public IReadOnlyList<TagFilter>? TagFilters { get; init; }

    public int? ResourcesPerPage { get; init; }

    public IReadOnlyList<string>? ResourceTypeFilters { get; init; }

    [JsonPropertyName("ResourceARNList")]
    public IReadOnlyList<string>? ResourceArns { get; init; }
}

internal sealed record GetResourcesResponse(
    string PaginationToken, IReadOnlyList<ResourceTagMapping> ResourceTagMappingList);

internal sealed record ResourceTagMapping(
    [property: JsonPropertyName("ResourceARN")] string ResourceArn, IReadOnlyList<Tag> Tags);

internal sealed record GetTagKeysRequest
{
    public string? PaginationToken { get; init; }
}

internal sealed record GetTagKeysResponse(string PaginationToken, IReadOnlyList<string> TagKeys);

internal sealed record GetTagValuesRequest
{
    public string? PaginationToken { get; init; }

    public required string Key { get; init; }
}

internal sealed record GetTagValuesResponse(string PaginationToken, IReadOnlyList<string> TagValues);

internal sealed record TagResourcesRequest
{
    [JsonPropertyName("ResourceARNList")]
    public required IReadOnlyList<string> ResourceArns { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

internal sealed record UntagResourcesRequest
{
    [JsonPropertyName("ResourceARNList")]
    public required IReadOnlyList<string> ResourceArns { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

internal sealed record ChangedResourcesResponse(IReadOnlyDictionary<string, FailureInfo> FailedResourcesMap);

internal sealed record FailureInfo(int StatusCode, string ErrorCode, string ErrorMessage);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetResourcesRequest))]
[JsonSerializable(typeof(GetResourcesResponse))]
[JsonSerializable(typeof(GetTagKeysRequest))]
[JsonSerializable(typeof(GetTagKeysResponse))]
[JsonSerializable(typeof(GetTagValuesRequest))]
[JsonSerializable(typeof(GetTagValuesResponse))]
[JsonSerializable(typeof(TagResourcesRequest))]
[JsonSerializable(typeof(UntagResourcesRequest))]
[JsonSerializable(typeof(ChangedResourcesResponse))]
internal sealed partial class TaggingJson : JsonSerializerContext;

using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Tagging;

/// <summary>The Resource Groups Tagging API: tags of the things of all services in one place.</summary>
internal static class TaggingService
{
    private static readonly TaggingJson Json = TaggingJson.Default;

    public static JsonService Create(IReadOnlyList<TaggedService> services, ServiceGate gate)
    {
        TagReading reading = new(services);
        TagWriting writing = new(services, gate);
        string names = string.Join(", ", services.Select(service => service.Name).Order(StringComparer.Ordinal));
        OperationNote note = new() { Text = $"of {names}; what files define has no tags" };
        return new JsonService
        {
            Name = "tagging",
            ActionPrefix = "tag",
            TargetPrefix = "ResourceGroupsTaggingAPI_20170126",
            Translate = TaggingErrors.Of,
            Operations = new Dictionary<string, JsonOperation>
            {
                ["GetResources"] = JsonOperation.Of(
                    Json.GetResourcesRequest, Json.GetResourcesResponse, reading.GetResourcesAsync, note),
                ["GetTagKeys"] = JsonOperation.Of(
                    Json.GetTagKeysRequest, Json.GetTagKeysResponse, reading.GetKeysAsync, note),
                ["GetTagValues"] = JsonOperation.Of(
                    Json.GetTagValuesRequest, Json.GetTagValuesResponse, reading.GetValuesAsync, note),
                ["TagResources"] = JsonOperation.Of(
                    Json.TagResourcesRequest, Json.ChangedResourcesResponse, writing.AddAsync, note),
                ["UntagResources"] = JsonOperation.Of(
                    Json.UntagResourcesRequest, Json.ChangedResourcesResponse, writing.RemoveAsync, note),
            },
        };
    }
}

using System.Text.Json.Serialization;
using Tarn.State;

namespace Tarn.Storage.Lifecycle;

/// <summary>The lifecycle configurations of buckets, as documents of the lake.</summary>
public sealed class LifecycleStore(DocumentStore documents)
{
    /// <summary>Null when the bucket has none.</summary>
    public async Task<LifecycleConfiguration?> GetAsync(string bucket, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(
            NameOf(bucket), LifecycleJson.Default.LifecycleConfiguration, cancellationToken))?.Value;

    /// <summary>In place of one that is there.</summary>
    public Task SetAsync(
        string bucket, LifecycleConfiguration configuration, CancellationToken cancellationToken) =>
        documents.PutAsync(
            NameOf(bucket), configuration, LifecycleJson.Default.LifecycleConfiguration, cancellationToken);

    public Task DeleteAsync(string bucket, CancellationToken cancellationToken) =>
        documents.DeleteAsync(NameOf(bucket), cancellationToken);

    private static string NameOf(string bucket) => $"lifecycle/{bucket}";
}

[JsonSerializable(typeof(LifecycleConfiguration))]
[JsonSerializable(typeof(LifecycleRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class LifecycleJson : JsonSerializerContext;

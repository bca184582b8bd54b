using System.Text.Json.Serialization;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>An upload in parts that has begun.</summary>
/// <param name="Key">Of the object it will be.</param>
/// <param name="Attributes">What the object will have.</param>
/// <param name="ChecksumAlgorithm">Of the parts and the whole; null when the client wants none.</param>
/// <param name="IsFullObject">Whether the whole's checksum is that of its bytes, not of its parts' checksums.</param>
/// <param name="StartedAt">By the lake's clock.</param>
internal sealed record Upload(
    string Key, ObjectAttributes Attributes, string? ChecksumAlgorithm, bool IsFullObject, DateTimeOffset StartedAt);

[JsonSerializable(typeof(Upload))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class UploadJson : JsonSerializerContext;

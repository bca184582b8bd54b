using System.Text.Json.Serialization;

namespace Tarn.Storage.Attributes;

/// <summary>Attributes with the file that they are of: one that was changed since has none.</summary>
internal sealed record StoredAttributes(long SizeBytes, long ModifiedTicks, ObjectAttributes Attributes);

[JsonSerializable(typeof(StoredAttributes))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class StoredAttributesJson : JsonSerializerContext;

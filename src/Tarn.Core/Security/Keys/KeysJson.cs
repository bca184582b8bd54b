using System.Text.Json.Serialization;

namespace Tarn.Security.Keys;

/// <summary>Which master key the keys of a lake are wrapped with.</summary>
internal sealed record MasterKeyMark(string Mark);

[JsonSerializable(typeof(MasterKeyMark))]
[JsonSerializable(typeof(EncryptionKey))]
[JsonSerializable(typeof(Dictionary<string, KeyAlias>))]
[JsonSerializable(typeof(Dictionary<string, BucketKey>))]
[JsonSerializable(typeof(StoredPseudonymKey))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
internal sealed partial class KeysJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Tarn.Security.Secrets;

[JsonSerializable(typeof(StoredSecret))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class SecretsJson : JsonSerializerContext;

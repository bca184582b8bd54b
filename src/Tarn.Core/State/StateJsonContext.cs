using System.Text.Json.Serialization;

namespace Tarn.State;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class StateJsonContext : JsonSerializerContext;

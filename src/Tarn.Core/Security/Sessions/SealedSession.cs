using System.Text.Json.Serialization;

namespace Tarn.Security.Sessions;

/// <summary>What a token has in it (docs/formats/security.md).</summary>
internal sealed record SealedSession(string KeyId, string Secret, RoleSession Session);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SealedSession))]
internal sealed partial class SessionJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Tarn.Security.Identities;

/// <summary>All users, roles and policies of a lake: one document (docs/formats/security.md).</summary>
internal sealed record IdentityBook
{
    public IReadOnlyList<User> Users { get; init; } = [];

    public IReadOnlyList<Role> Roles { get; init; } = [];

    public IReadOnlyList<ManagedPolicy> Policies { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<Identity> All => [.. Users, .. Roles];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(IdentityBook))]
internal sealed partial class IdentitiesJson : JsonSerializerContext;

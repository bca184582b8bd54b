namespace Tarn.Security.Keys;

/// <summary>What another name of a key stands for.</summary>
public sealed record KeyAlias(string KeyId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

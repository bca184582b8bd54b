namespace Tarn.Security.Secrets;

/// <summary>A secret without its value.</summary>
public sealed record KnownSecret(string Name, DateTimeOffset ChangedAt);

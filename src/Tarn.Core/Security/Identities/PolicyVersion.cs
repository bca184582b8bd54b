namespace Tarn.Security.Identities;

/// <summary>What a policy says, or said.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Document">JSON, as it was sent.</param>
/// <param name="CreatedAt">When it was sent.</param>
public sealed record PolicyVersion(int Number, string Document, DateTimeOffset CreatedAt);

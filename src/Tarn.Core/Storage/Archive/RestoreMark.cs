namespace Tarn.Storage.Archive;

/// <summary>What RestoreObject asked for. Persisted with the object's attributes: members only come.</summary>
/// <param name="RequestedAt">By the lake's clock.</param>
/// <param name="Days">How long the copy is wanted, from when it is there.</param>
/// <param name="ExpiresAt">When the copy goes away again, a midnight UTC; null while there is none.</param>
public sealed record RestoreMark(DateTimeOffset RequestedAt, int Days, DateTimeOffset? ExpiresAt = null);

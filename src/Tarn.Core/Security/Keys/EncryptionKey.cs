using Tarn.Common;

namespace Tarn.Security.Keys;

/// <summary>
/// A symmetric key of the keyring, with all of its versions. Persisted (docs/formats/keyring.md): members are only
/// ever added.
/// </summary>
public sealed record EncryptionKey
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In order of their numbers; never empty.</summary>
    public required IReadOnlyList<KeyVersion> Versions { get; init; }

    public KeyManager Manager { get; init; }

    public string Description { get; init; } = "";

    public bool IsEnabled { get; init; } = true;

    /// <summary>When it will be gone, with everything that it encrypted; null when it stays.</summary>
    public DateTimeOffset? DeletionAt { get; init; }

    public int? DeletionWindowDays { get; init; }

    /// <summary>Null when it gets new versions only on demand.</summary>
    public KeyRotation? Rotation { get; init; }

    /// <summary>As it was put; it is kept and given back, and decides nothing.</summary>
    public string? Policy { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public bool IsPendingDeletion => DeletionAt is not null;

    /// <summary>Encrypting and decrypting with it is possible.</summary>
    /// <exception cref="TarnException"><c>TN7002</c>: disabled; <c>TN7003</c>: pending deletion.</exception>
    public void RequireEnabled()
    {
        RequireNotPendingDeletion();
        if (!IsEnabled)
        {
            throw new TarnException(ErrorCodes.KeyDisabled, $"key {Id} is disabled.");
        }
    }

    /// <exception cref="TarnException"><c>TN7003</c>.</exception>
    public void RequireNotPendingDeletion()
    {
        if (IsPendingDeletion)
        {
            throw new TarnException(ErrorCodes.KeyState, $"key {Id} is pending deletion.");
        }
    }

    /// <summary>Without materials and policy, so that they never get into a log.</summary>
    public override string ToString() => $"key {Id}";
}

using Tarn.Common;

namespace Tarn.Security.Keys;

/// <summary>
/// The states of keys, as in the KMS developer guide ("Key states of AWS KMS keys"): enabled, disabled, pending
/// deletion.
/// </summary>
public sealed class KeyLifecycle(Keyring keyring, BucketKeys bucketKeys, TimeProvider timeProvider)
{
    public const int WindowDaysMin = 7;
    public const int WindowDaysMax = 30;

    /// <exception cref="TarnException"><c>TN7003</c>: it is pending deletion.</exception>
    public Task SetEnabledAsync(string id, bool isEnabled, CancellationToken cancellationToken) => keyring.ChangeAsync(
        id,
        key =>
        {
            key.RequireNotPendingDeletion();
            return key with { IsEnabled = isEnabled };
        },
        cancellationToken);

    /// <summary>The key cannot be used from now on, and is deleted after the window.</summary>
    /// <param name="windowDays">7 to 30.</param>
    /// <exception cref="TarnException"><c>TN7003</c>: it is pending deletion already.</exception>
    public Task ScheduleDeletionAsync(string id, int windowDays, CancellationToken cancellationToken) =>
        keyring.ChangeAsync(
            id,
            key =>
            {
                key.RequireNotPendingDeletion();
                return key with
                {
                    DeletionAt = timeProvider.GetUtcNow().AddDays(windowDays),
                    DeletionWindowDays = windowDays,
                };
            },
            cancellationToken);

    /// <summary>The key stays, disabled.</summary>
    /// <exception cref="TarnException"><c>TN7003</c>: it is not pending deletion.</exception>
    public Task CancelDeletionAsync(string id, CancellationToken cancellationToken) => keyring.ChangeAsync(
        id,
        key => key.IsPendingDeletion
            ? key with { DeletionAt = null, DeletionWindowDays = null, IsEnabled = false }
            : throw new TarnException(ErrorCodes.KeyState, $"key {id} is not pending deletion."),
        cancellationToken);

    /// <param name="periodDays">Null switches it off.</param>
    /// <exception cref="TarnException"><c>TN7002</c>, <c>TN7003</c>: the key cannot be used.</exception>
    public Task SetRotationAsync(string id, int? periodDays, CancellationToken cancellationToken) =>
        keyring.ChangeAsync(
            id,
            key =>
            {
                key.RequireEnabled();
                DateTimeOffset from = key.Rotation?.CountedFrom ?? timeProvider.GetUtcNow();
                return key with { Rotation = periodDays is { } days ? new KeyRotation(days, from) : null };
            },
            cancellationToken);

    /// <summary>Adds a version to a key, and wraps the keys of buckets anew that the one before wrapped.</summary>
    /// <exception cref="TarnException"><c>TN7002</c>, <c>TN7003</c>: the key cannot be used.</exception>
    public async Task RotateAsync(string id, KeyVersionCause cause, CancellationToken cancellationToken)
    {
        await keyring.RotateAsync(id, cause, cancellationToken);
        await bucketKeys.RewrapAsync(cancellationToken);
    }

    /// <summary>
    /// Does what time has come for: deletes keys, gives others a new version, finishes rotations that a crash cut off.
    /// </summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        foreach (EncryptionKey key in await keyring.ListAsync(cancellationToken))
        {
            if (key.DeletionAt <= now)
            {
                await keyring.DeleteAsync(key.Id, cancellationToken);
            }
            else if (key is { IsEnabled: true, IsPendingDeletion: false } && key.Rotation?.NextAt <= now)
            {
                await keyring.RotateAsync(key.Id, KeyVersionCause.Automatic, cancellationToken);
            }
        }

        await bucketKeys.RewrapAsync(cancellationToken);
    }
}

using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Keys;

/// <summary>EnableKey, DisableKey, ScheduleKeyDeletion and CancelKeyDeletion.</summary>
internal static class KeyStateOperations
{
    public static Task<Nothing> EnableAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken) =>
        SetEnabledAsync(request, isEnabled: true, parts, call, cancellationToken);

    public static Task<Nothing> DisableAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken) =>
        SetEnabledAsync(request, isEnabled: false, parts, call, cancellationToken);

    public static async Task<ScheduleKeyDeletionResponse> ScheduleDeletionAsync(
        ScheduleKeyDeletionRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        int days = KmsChecks.RequireRange(
            "pendingWindowInDays",
            request.PendingWindowInDays ?? KeyLifecycle.WindowDaysMax,
            KeyLifecycle.WindowDaysMin,
            KeyLifecycle.WindowDaysMax);
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Lifecycle.ScheduleDeletionAsync(found.Id, days, cancellationToken);
        EncryptionKey key = await parts.Keyring.GetAsync(found.Id, cancellationToken);
        return new ScheduleKeyDeletionResponse(
            KeyNames.KeyArn(call, key.Id), key.DeletionAt!.Value, KeyMetadata.PendingDeletion, days);
    }

    public static async Task<KeyIdResponse> CancelDeletionAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Lifecycle.CancelDeletionAsync(found.Id, cancellationToken);
        return new KeyIdResponse(KeyNames.KeyArn(call, found.Id));
    }

    private static async Task<Nothing> SetEnabledAsync(
        KeyRequest request, bool isEnabled, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Lifecycle.SetEnabledAsync(found.Id, isEnabled, cancellationToken);
        return Nothing.Value;
    }
}

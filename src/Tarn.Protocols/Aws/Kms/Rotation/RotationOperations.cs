using System.Globalization;
using Tarn.Protocols.Aws.Kms.Keys;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Rotation;

/// <summary>EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus, RotateKeyOnDemand, ListKeyRotations.</summary>
internal static class RotationOperations
{
    private const int ListDefault = 100;

    public static async Task<Nothing> EnableAsync(
        EnableKeyRotationRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        int days = KmsChecks.RequireRange(
            "rotationPeriodInDays",
            request.RotationPeriodInDays ?? KeyRotation.PeriodDaysDefault,
            KeyRotation.PeriodDaysMin,
            KeyRotation.PeriodDaysMax);
        EncryptionKey key = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Lifecycle.SetRotationAsync(key.Id, days, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> DisableAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Lifecycle.SetRotationAsync(key.Id, periodDays: null, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<GetKeyRotationStatusResponse> GetStatusAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken);

        // While deletion is pending it counts as off ("Rotating keys", key states).
        KeyRotation? rotation = key.IsPendingDeletion ? null : key.Rotation;
        return new GetKeyRotationStatusResponse
        {
            KeyRotationEnabled = rotation is not null,
            KeyId = KeyNames.KeyArn(call, key.Id),
            RotationPeriodInDays = rotation?.PeriodDays,
            NextRotationDate = rotation?.NextAt,
        };
    }

    public static async Task<KeyIdResponse> RotateAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Lifecycle.RotateAsync(key.Id, KeyVersionCause.OnDemand, cancellationToken);
        return new KeyIdResponse(KeyNames.KeyArn(call, key.Id));
    }

    public static async Task<ListKeyRotationsResponse> ListAsync(
        ListKeyRotationsRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken);
        KmsPage<KeyVersion> page = KmsPage<KeyVersion>.Take(
            key.Versions.Where(version => version.Cause != KeyVersionCause.Created),
            version => version.Number.ToString("D10", CultureInfo.InvariantCulture),
            request.Marker,
            request.Limit,
            ListDefault);
        return new ListKeyRotationsResponse(
            [.. page.Items.Select(version => EntryOf(key, version))], page.NextMarker, page.Truncated);
    }

    private static RotationsListEntry EntryOf(EncryptionKey key, KeyVersion version) => new(
        key.Id,
        version.CreatedAt,
        version.Cause == KeyVersionCause.Automatic ? "AUTOMATIC" : "ON_DEMAND");
}

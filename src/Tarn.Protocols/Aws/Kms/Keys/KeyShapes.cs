using Tarn.Protocols.Aws.Kms.Tags;

namespace Tarn.Protocols.Aws.Kms.Keys;

internal sealed record CreateKeyRequest
{
    public string? Policy { get; init; }

    public string? Description { get; init; }

    public string? KeyUsage { get; init; }

    public string? CustomerMasterKeySpec { get; init; }

    public string? KeySpec { get; init; }

    public string? Origin { get; init; }

    public string? CustomKeyStoreId { get; init; }

    public string? XksKeyId { get; init; }

    public bool? MultiRegion { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }
}

internal sealed record KeyMetadataResponse(KeyMetadata KeyMetadata);

/// <summary>Of operations that take a key and nothing else.</summary>
internal sealed record KeyRequest
{
    public required string KeyId { get; init; }
}

internal sealed record KeyIdResponse(string KeyId);

internal sealed record ListKeysRequest
{
    public int? Limit { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListKeysResponse(IReadOnlyList<KeyListEntry> Keys, string? NextMarker, bool Truncated);

internal sealed record KeyListEntry(string KeyId, string KeyArn);

internal sealed record UpdateKeyDescriptionRequest
{
    public required string KeyId { get; init; }

    public required string Description { get; init; }
}

internal sealed record ScheduleKeyDeletionRequest
{
    public required string KeyId { get; init; }

    public int? PendingWindowInDays { get; init; }
}

internal sealed record ScheduleKeyDeletionResponse(
    string KeyId, DateTimeOffset DeletionDate, string KeyState, int PendingWindowInDays);

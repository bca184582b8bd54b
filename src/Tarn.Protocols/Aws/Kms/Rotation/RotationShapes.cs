namespace Tarn.Protocols.Aws.Kms.Rotation;

internal sealed record EnableKeyRotationRequest
{
    public required string KeyId { get; init; }

    public int? RotationPeriodInDays { get; init; }
}

internal sealed record GetKeyRotationStatusResponse
{
    public required bool KeyRotationEnabled { get; init; }

    public required string KeyId { get; init; }

    public int? RotationPeriodInDays { get; init; }

    public DateTimeOffset? NextRotationDate { get; init; }
}

internal sealed record ListKeyRotationsRequest
{
    public required string KeyId { get; init; }

    public int? Limit { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListKeyRotationsResponse(
    IReadOnlyList<RotationsListEntry> Rotations, string? NextMarker, bool Truncated);

internal sealed record RotationsListEntry(string KeyId, DateTimeOffset RotationDate, string RotationType);

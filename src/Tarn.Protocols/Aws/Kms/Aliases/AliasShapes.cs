namespace Tarn.Protocols.Aws.Kms.Aliases;

/// <summary>Of CreateAlias and UpdateAlias.</summary>
internal sealed record AliasRequest
{
    public required string AliasName { get; init; }

    public required string TargetKeyId { get; init; }
}

internal sealed record DeleteAliasRequest
{
    public required string AliasName { get; init; }
}

internal sealed record ListAliasesRequest
{
    public string? KeyId { get; init; }

    public int? Limit { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListAliasesResponse(
    IReadOnlyList<AliasListEntry> Aliases, string? NextMarker, bool Truncated);

internal sealed record AliasListEntry
{
    public required string AliasName { get; init; }

    public required string AliasArn { get; init; }

    public required string TargetKeyId { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required DateTimeOffset LastUpdatedDate { get; init; }
}

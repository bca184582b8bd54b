namespace Tarn.Protocols.Aws.Kms.Policies;

internal sealed record GetKeyPolicyRequest
{
    public required string KeyId { get; init; }

    public string? PolicyName { get; init; }
}

internal sealed record GetKeyPolicyResponse(string Policy, string PolicyName);

internal sealed record PutKeyPolicyRequest
{
    public required string KeyId { get; init; }

    public string? PolicyName { get; init; }

    public required string Policy { get; init; }
}

internal sealed record ListKeyPoliciesRequest
{
    public required string KeyId { get; init; }

    public int? Limit { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListKeyPoliciesResponse(
    IReadOnlyList<string> PolicyNames, string? NextMarker, bool Truncated);

namespace Tarn.Protocols.Aws.Signing;

/// <summary>What a request says of its own signature, before anything of it is believed.</summary>
internal sealed record SignatureClaim
{
    public required string AccessKeyId { get; init; }

    public required CredentialScope Scope { get; init; }

    /// <summary>Names in lower case, as listed.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string Signature { get; init; }

    /// <summary>When it was signed, <c>20261121T180000Z</c>.</summary>
    public required string Timestamp { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>How long a presigned URL is good for; null when the signature is in the header.</summary>
    public TimeSpan? Validity { get; init; }

    public bool IsPresigned => Validity is not null;
}

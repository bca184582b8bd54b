namespace Tarn.Protocols.Aws.Kms.Cryptography;

internal sealed record EncryptRequest : CryptographicRequest
{
    public required string KeyId { get; init; }

    public required byte[] Plaintext { get; init; }

    public IReadOnlyDictionary<string, string>? EncryptionContext { get; init; }

    public string? EncryptionAlgorithm { get; init; }
}

internal sealed record EncryptResponse(byte[] CiphertextBlob, string KeyId, string EncryptionAlgorithm);

internal sealed record DecryptRequest : CryptographicRequest
{
    public required byte[] CiphertextBlob { get; init; }

    public IReadOnlyDictionary<string, string>? EncryptionContext { get; init; }

    public string? KeyId { get; init; }

    public string? EncryptionAlgorithm { get; init; }
}

internal sealed record DecryptResponse(string KeyId, byte[] Plaintext, string EncryptionAlgorithm);

internal sealed record ReEncryptRequest : CryptographicRequest
{
    public required byte[] CiphertextBlob { get; init; }

    public IReadOnlyDictionary<string, string>? SourceEncryptionContext { get; init; }

    public string? SourceKeyId { get; init; }

    public required string DestinationKeyId { get; init; }

    public IReadOnlyDictionary<string, string>? DestinationEncryptionContext { get; init; }

    public string? SourceEncryptionAlgorithm { get; init; }

    public string? DestinationEncryptionAlgorithm { get; init; }
}

internal sealed record ReEncryptResponse
{
    public required byte[] CiphertextBlob { get; init; }

    public required string SourceKeyId { get; init; }

    public required string KeyId { get; init; }

    public required string SourceEncryptionAlgorithm { get; init; }

    public required string DestinationEncryptionAlgorithm { get; init; }
}

/// <summary>Of both operations that make data keys.</summary>
internal sealed record DataKeyRequest : CryptographicRequest
{
    public required string KeyId { get; init; }

    public IReadOnlyDictionary<string, string>? EncryptionContext { get; init; }

    public int? NumberOfBytes { get; init; }

    public string? KeySpec { get; init; }
}

/// <param name="Plaintext">Null where it is not wanted.</param>
internal sealed record DataKeyResponse(byte[] CiphertextBlob, byte[]? Plaintext, string KeyId);

internal sealed record GenerateRandomRequest : CryptographicRequest
{
    public int? NumberOfBytes { get; init; }

    public string? CustomKeyStoreId { get; init; }
}

internal sealed record GenerateRandomResponse(byte[] Plaintext);

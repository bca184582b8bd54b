using Tarn.Protocols.Aws.Kms.Keys;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Cryptography;

/// <summary>Encrypt, Decrypt and ReEncrypt.</summary>
internal static class CryptographyOperations
{
    public static async Task<EncryptResponse> EncryptAsync(
        EncryptRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        KmsChecks.RequireLength("plaintext", request.Plaintext.Length, 1, KmsChecks.PlaintextBytesMax);
        RequireAlgorithm(request.EncryptionAlgorithm);
        EncryptionKey key = await KeyNames.ResolveAsync(request.KeyId, parts, call, cancellationToken);
        byte[] ciphertext = await parts.Keyring.EncryptAsync(
            key.Id, request.Plaintext, request.EncryptionContext ?? EncryptionContext.None, cancellationToken);
        return new EncryptResponse(ciphertext, KeyNames.KeyArn(call, key.Id), KeyMetadata.Symmetric);
    }

    public static async Task<DecryptResponse> DecryptAsync(
        DecryptRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireAlgorithm(request.EncryptionAlgorithm);
        Decrypted decrypted = await DecryptAsync(
            request.CiphertextBlob, request.KeyId, request.EncryptionContext, parts, call, cancellationToken);
        return new DecryptResponse(
            KeyNames.KeyArn(call, decrypted.KeyId), decrypted.Plaintext, KeyMetadata.Symmetric);
    }

    public static async Task<ReEncryptResponse> ReEncryptAsync(
        ReEncryptRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireAlgorithm(request.SourceEncryptionAlgorithm);
        RequireAlgorithm(request.DestinationEncryptionAlgorithm);
        EncryptionKey target = await KeyNames.ResolveAsync(request.DestinationKeyId, parts, call, cancellationToken);
        Decrypted source = await DecryptAsync(
            request.CiphertextBlob,
            request.SourceKeyId,
            request.SourceEncryptionContext,
            parts,
            call,
            cancellationToken);
        return new ReEncryptResponse
        {
            CiphertextBlob = await parts.Keyring.EncryptAsync(
                target.Id,
                source.Plaintext,
                request.DestinationEncryptionContext ?? EncryptionContext.None,
                cancellationToken),
            SourceKeyId = KeyNames.KeyArn(call, source.KeyId),
            KeyId = KeyNames.KeyArn(call, target.Id),
            SourceEncryptionAlgorithm = KeyMetadata.Symmetric,
            DestinationEncryptionAlgorithm = KeyMetadata.Symmetric,
        };
    }

    private static async Task<Decrypted> DecryptAsync(
        byte[] ciphertext,
        string? keyName,
        IReadOnlyDictionary<string, string>? context,
        KmsParts parts,
        AwsCall call,
        CancellationToken cancellationToken)
    {
        KmsChecks.RequireLength("ciphertextBlob", ciphertext.Length, 1, KmsChecks.CiphertextBytesMax);
        if (keyName is not null)
        {
            EncryptionKey expected = await KeyNames.ResolveAsync(keyName, parts, call, cancellationToken);
            if (Keyring.KeyOf(ciphertext) is { } actual && actual != expected.Id)
            {
                throw new AwsException(
                    "IncorrectKeyException",
                    "The key ID in the request does not identify a CMK that can perform this operation.");
            }
        }

        return await parts.Keyring.DecryptAsync(ciphertext, context ?? EncryptionContext.None, cancellationToken);
    }

    private static void RequireAlgorithm(string? algorithm)
    {
        if (algorithm is not (null or KeyMetadata.Symmetric))
        {
            throw new AwsException(
                "InvalidKeyUsageException",
                $"Algorithm {algorithm} is incompatible with key spec {KeyMetadata.Symmetric}.");
        }
    }
}

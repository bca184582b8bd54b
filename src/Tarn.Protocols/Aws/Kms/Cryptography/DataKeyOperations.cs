using System.Security.Cryptography;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Cryptography;

/// <summary>GenerateDataKey, GenerateDataKeyWithoutPlaintext and GenerateRandom.</summary>
internal static class DataKeyOperations
{
    private const int BytesMax = 1024;

    public static async Task<DataKeyResponse> GenerateAsync(
        DataKeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        byte[] dataKey = RandomNumberGenerator.GetBytes(LengthOf(request));
        EncryptionKey key = await KeyNames.ResolveAsync(request.KeyId, parts, call, cancellationToken);
        byte[] ciphertext = await parts.Keyring.EncryptAsync(
            key.Id, dataKey, request.EncryptionContext ?? EncryptionContext.None, cancellationToken);
        return new DataKeyResponse(ciphertext, dataKey, KeyNames.KeyArn(call, key.Id));
    }

    public static async Task<DataKeyResponse> GenerateWithoutPlaintextAsync(
        DataKeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken) =>
        await GenerateAsync(request, parts, call, cancellationToken) with { Plaintext = null };

    public static Task<GenerateRandomResponse> GenerateRandomAsync(
        GenerateRandomRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.CustomKeyStoreId is { } store)
        {
            throw new AwsException("CustomKeyStoreNotFoundException", $"There is no custom key store {store}");
        }

        int length = KmsChecks.RequireRange(
            "numberOfBytes",
            request.NumberOfBytes ?? throw KmsErrors.Validation("NumberOfBytes is required."),
            1,
            BytesMax);
        return Task.FromResult(new GenerateRandomResponse(RandomNumberGenerator.GetBytes(length)));
    }

    private static int LengthOf(DataKeyRequest request) => (request.KeySpec, request.NumberOfBytes) switch
    {
        ("AES_256", null) => 32,
        ("AES_128", null) => 16,
        (null, { } length) => KmsChecks.RequireRange("numberOfBytes", length, 1, BytesMax),
        ({ } spec, null) => throw KmsErrors.Constraint(
            "keySpec", $"Member must satisfy enum value set: [AES_256, AES_128]; it is {spec}"),
        _ => throw KmsErrors.Validation("Please specify either number of bytes or key spec."),
    };
}

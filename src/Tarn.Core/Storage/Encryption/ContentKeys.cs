using System.Security.Cryptography;
using Tarn.Common;
using Tarn.Security.Keys;

namespace Tarn.Storage.Encryption;

/// <summary>Makes a data key for each object that is encrypted, and opens it again.</summary>
public sealed class ContentKeys(Keyring keyring, BucketKeys bucketKeys)
{
    private const int KeyBytes = 32;
    private const int ObjectIdBytes = 16;

    /// <param name="bucket">Of the object.</param>
    /// <param name="encryption">How it is to be encrypted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such key; <c>TN7002</c>, <c>TN7003</c>: it cannot be used.
    /// </exception>
    public async Task<NewContent> MakeAsync(
        string bucket, ObjectEncryption encryption, CancellationToken cancellationToken)
    {
        byte[] dataKey = RandomNumberGenerator.GetBytes(KeyBytes);
        EncryptedHeader header = new(RandomNumberGenerator.GetBytes(ObjectIdBytes), []);
        byte[] wrapped = encryption.KeyId is null
            ? await bucketKeys.SealAsync(bucket, dataKey, header.Context, cancellationToken)
            : await keyring.EncryptAsync(encryption.KeyId, dataKey, header.Context, cancellationToken);
        FrameCipher cipher = new(dataKey, header.ObjectId);
        CryptographicOperations.ZeroMemory(dataKey);
        return new NewContent((header with { SealedKey = wrapped }).ToBytes(), cipher);
    }

    /// <summary>Reads an encrypted object.</summary>
    /// <param name="open">Stays the caller's.</param>
    /// <exception cref="TarnException">
    /// <c>TN7006</c>: it is damaged; <c>TN7001</c> to <c>TN7004</c>, <c>TN1003</c>: its key cannot be used.
    /// </exception>
    public async Task<EncryptedReader> OpenAsync(OpenObject open, CancellationToken cancellationToken)
    {
        using MemoryStream start = new();
        long length = Math.Min(EncryptedHeader.BytesMax, open.Found.Info.SizeBytes);
        await open.CopyAsync(start, 0, length, cancellationToken);
        EncryptedHeader header = EncryptedHeader.TryRead(start.ToArray())
            ?? throw EncryptedReader.Damaged(open.Found.Info.Key, "its header");
        byte[] dataKey = BucketKeys.IsSealed(header.SealedKey)
            ? await bucketKeys.OpenAsync(header.SealedKey, header.Context, cancellationToken)
            : (await keyring.DecryptAsync(header.SealedKey, header.Context, cancellationToken)).Plaintext;
        FrameCipher cipher = new(dataKey, header.ObjectId);
        CryptographicOperations.ZeroMemory(dataKey);
        return new EncryptedReader(open, header.Bytes, cipher);
    }

    /// <summary>As <see cref="OpenAsync"/>: a stream that can seek, with which the object is disposed.</summary>
    public async Task<Stream> OpenContentAsync(OpenObject open, CancellationToken cancellationToken) =>
        new DecryptedContent(open, await OpenAsync(open, cancellationToken));
}

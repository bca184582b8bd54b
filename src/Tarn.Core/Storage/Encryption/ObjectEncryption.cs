namespace Tarn.Storage.Encryption;

/// <summary>How an object is encrypted. Persisted (docs/formats/storage.md): members are only ever added.</summary>
/// <param name="Algorithm"><see cref="OfBucket"/> or <see cref="OfKey"/>, as S3 names them.</param>
/// <param name="KeyId">The key of the keyring that was asked for; null with the bucket's own.</param>
public sealed record ObjectEncryption(string Algorithm, string? KeyId)
{
    /// <summary>With the bucket's own key.</summary>
    public const string OfBucket = "AES256";

    /// <summary>With a key of the keyring.</summary>
    public const string OfKey = "aws:kms";

    /// <summary>Length of the content as it was put; the file is a little longer.</summary>
    public long ContentBytes { get; init; }
}

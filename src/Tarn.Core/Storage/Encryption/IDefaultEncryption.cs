namespace Tarn.Storage.Encryption;

/// <summary>Knows how buckets encrypt objects that do not say it themselves.</summary>
public interface IDefaultEncryption
{
    /// <summary>What definitions or clients said of the bucket; null is not at all.</summary>
    Task<EncryptionRule?> OfAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Whether the definitions of the lake say that all of the bucket is to be encrypted.</summary>
    bool IsDefined(string bucket);
}

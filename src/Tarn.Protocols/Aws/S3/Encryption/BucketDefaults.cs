using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.State;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>
/// How buckets encrypt: as PutBucketEncryption said, and what it said nothing of as the zones of the lake say.
/// Thread-safe.
/// </summary>
/// <param name="documents">Of the lake, where S3 keeps what clients set.</param>
/// <param name="zones">By bucket, those that are to be encrypted.</param>
public sealed class BucketDefaults(DocumentStore documents, IReadOnlyDictionary<string, EncryptionRule> zones)
    : IDefaultEncryption
{
    private volatile IReadOnlyDictionary<string, EncryptionRule> _zones = zones;

    /// <summary>Remembers what it has read, so there is one of them.</summary>
    internal BucketSettings Settings { get; } = new(documents);

    public async Task<EncryptionRule?> OfAsync(string bucket, CancellationToken cancellationToken) =>
        await Settings.GetAsync(bucket, EncryptionConfiguration.Parameter, cancellationToken) is { } text
            ? EncryptionConfiguration.Parse(text)
            : OfZone(bucket);

    public bool IsDefined(string bucket) => _zones.ContainsKey(bucket);

    /// <summary>From now on these are the zones to be encrypted.</summary>
    public void Redefine(IReadOnlyDictionary<string, EncryptionRule> zones) => _zones = zones;

    /// <summary>What the bucket's zone says; null is nothing.</summary>
    internal EncryptionRule? OfZone(string bucket) => _zones.GetValueOrDefault(bucket);
}

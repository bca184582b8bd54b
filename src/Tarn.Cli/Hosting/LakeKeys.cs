using Tarn.Common;
using Tarn.Definitions;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Storage.Encryption;

namespace Tarn.Cli.Hosting;

/// <summary>The keyring of a lake, and what encrypts objects with it.</summary>
internal sealed class LakeKeys
{
    private LakeKeys(Keyring keyring, BucketKeys ofBuckets, BucketDefaults defaults)
    {
        Keyring = keyring;
        OfBuckets = ofBuckets;
        Contents = new ContentKeys(keyring, ofBuckets);
        Defaults = defaults;
    }

    public Keyring Keyring { get; }

    public BucketKeys OfBuckets { get; }

    public ContentKeys Contents { get; }

    /// <summary>How buckets encrypt.</summary>
    public BucketDefaults Defaults { get; }

    /// <param name="definition">Of the lake.</param>
    /// <param name="stateDirectory">Its <c>.tarn</c>.</param>
    /// <param name="documents">In there.</param>
    /// <param name="idSource">Names keys.</param>
    /// <param name="timeProvider">Dates them.</param>
    public static LakeKeys Open(
        LakeDefinition definition,
        string stateDirectory,
        DocumentStore documents,
        IIdSource idSource,
        TimeProvider timeProvider)
    {
        Keyring keyring = new(definition.Security.MasterKeyIn(stateDirectory), documents, idSource, timeProvider);
        return new LakeKeys(
            keyring,
            new BucketKeys(keyring, documents, timeProvider),
            new BucketDefaults(documents, ZonesOf(definition)));
    }

    /// <summary>Encrypts what the lake itself puts.</summary>
    public BucketEncryption ForBuckets(LakeDefinition definition) => new(Keyring, Contents, Defaults)
    {
        Scratch = new ScratchBudget(definition.Engine.ScratchBytesMax),
    };

    /// <summary>From now on zones are encrypted as these definitions say.</summary>
    public void Redefine(LakeDefinition definition) => Defaults.Redefine(ZonesOf(definition));

    private static Dictionary<string, EncryptionRule> ZonesOf(LakeDefinition definition) => definition.Zones
        .Where(zone => zone.Encryption is not null)
        .ToDictionary(zone => zone.Bucket, zone => zone.Encryption!, StringComparer.Ordinal);
}

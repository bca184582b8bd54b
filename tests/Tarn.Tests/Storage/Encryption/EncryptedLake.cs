using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Encryption;
using Tarn.Testing;

namespace Tarn.Tests.Storage.Encryption;

/// <summary>Buckets that are all encrypted by the same rule, and the keyring.</summary>
internal sealed class EncryptedLake : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <param name="rule">Null encrypts nothing.</param>
    /// <param name="scratchBytesMax">What decrypted objects may take.</param>
    public EncryptedLake(EncryptionRule? rule, long? scratchBytesMax = null)
    {
        SequentialIdSource ids = new();
        ManualTimeProvider clock = new();
        DocumentStore documents = new(_directory.Sub(".tarn"), ids);
        Keyring = new Keyring(
            new MasterKeyOptions { FilePath = _directory.Sub("master.key") }, documents, ids, clock);
        ContentKeys contents = new(Keyring, new BucketKeys(Keyring, documents, clock));
        Buckets = new Buckets(_directory.Sub("data"), clock, ids)
        {
            Encryption = new BucketEncryption(Keyring, contents, new FixedEncryption(rule))
            {
                Scratch = new ScratchBudget(scratchBytesMax),
            },
        };
    }

    public Keyring Keyring { get; }

    public Buckets Buckets { get; }

    /// <summary>A path in a directory that is deleted at the end.</summary>
    public string PathOf(params string[] parts) => _directory.Sub(parts);

    public void Dispose() => _directory.Dispose();
}

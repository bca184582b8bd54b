using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Security.Keys;

/// <summary>
/// The keys of a lake: symmetric, 256 bits, kept encrypted with the master key, which is not in here. Encrypts and
/// decrypts short messages, other keys above all. docs/formats/keyring.md has the layout. Thread-safe; whoever changes
/// keys owns the lake.
/// </summary>
public sealed class Keyring
{
    private const int MaterialBytes = 32;

    private readonly KeyStore _keys;
    private readonly MasterKeyHolder _master;
    private readonly IIdSource _ids;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<CiphertextHeader, byte[]> _materials = new();

    public Keyring(MasterKeyOptions options, DocumentStore documents, IIdSource ids, TimeProvider timeProvider)
    {
        _keys = new KeyStore(documents);
        _master = new MasterKeyHolder(options, documents, ids);
        _ids = ids;
        _timeProvider = timeProvider;
        Aliases = new KeyAliases(documents, timeProvider);
    }

    public KeyAliases Aliases { get; }

    /// <summary>Makes sure that the master key, if the lake has one, is the right one and private.</summary>
    /// <exception cref="TarnException"><c>TN7001</c>: it is not.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => _master.FindAsync(cancellationToken);

    /// <summary>Makes a key.</summary>
    /// <param name="describe">Sets all but id, time and versions.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    public async Task<EncryptionKey> CreateAsync(
        Func<EncryptionKey, EncryptionKey> describe, CancellationToken cancellationToken)
    {
        MasterKey master = await _master.GetAsync(cancellationToken);
        string id = UniversalId.Of(_ids.NextId());
        EncryptionKey key = describe(new EncryptionKey
        {
            Id = id,
            CreatedAt = _timeProvider.GetUtcNow(),
            Versions = [MakeVersion(master, id, 1, KeyVersionCause.Created)],
        });
        await _keys.PutAsync(key, cancellationToken);
        return key;
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such key.</exception>
    public async Task<EncryptionKey> GetAsync(string id, CancellationToken cancellationToken) =>
        await _keys.FindAsync(id, cancellationToken) ?? throw KeyStore.Missing(id);

    /// <summary>The key of an id, of an alias with its <c>alias/</c>, or of the ARN of either.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such key.</exception>
    public async Task<EncryptionKey> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        const string KeyStart = "key/";
        bool isArn = name.StartsWith("arn:", StringComparison.Ordinal);
        string resource = isArn ? name[(name.LastIndexOf(':') + 1)..] : name;
        if (await Aliases.FindAsync(resource, cancellationToken) is { } alias)
        {
            return await GetAsync(alias.KeyId, cancellationToken);
        }

        bool isKey = resource.StartsWith(KeyStart, StringComparison.Ordinal);
        return await GetAsync(isKey ? resource[KeyStart.Length..] : resource, cancellationToken);
    }

    /// <summary>In ordinal order of their ids.</summary>
    public Task<IReadOnlyList<EncryptionKey>> ListAsync(CancellationToken cancellationToken) =>
        _keys.ListAsync(cancellationToken);

    /// <summary>Changes what is said of a key, not its versions.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such key.</exception>
    public Task ChangeAsync(
        string id, Func<EncryptionKey, EncryptionKey> change, CancellationToken cancellationToken) =>
        _keys.ChangeAsync(id, key => change(key) with { Versions = key.Versions }, cancellationToken);

    /// <summary>Adds a version, which encrypts from now on; what earlier ones encrypted stays readable.</summary>
    /// <exception cref="TarnException"><c>TN7002</c>, <c>TN7003</c>: the key cannot be used.</exception>
    public async Task RotateAsync(string id, KeyVersionCause cause, CancellationToken cancellationToken)
    {
        MasterKey master = await _master.GetAsync(cancellationToken);
        await _keys.ChangeAsync(
            id,
            key =>
            {
                key.RequireEnabled();
                KeyVersion next = MakeVersion(master, id, key.Versions[^1].Number + 1, cause);
                bool isScheduled = cause == KeyVersionCause.Automatic;
                return key with
                {
                    Versions = [.. key.Versions, next],
                    Rotation = isScheduled ? key.Rotation! with { CountedFrom = next.CreatedAt } : key.Rotation,
                };
            },
            cancellationToken);
    }

    /// <summary>Deletes a key for good: nothing that it encrypted can be read any more.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await Aliases.DeleteOfAsync(id, cancellationToken);
        await _keys.DeleteAsync(id, cancellationToken);
        foreach (CiphertextHeader known in _materials.Keys.Where(known => known.KeyId == id))
        {
            _materials.TryRemove(known, out _);
        }
    }

    /// <summary>Encrypts with the last version of a key.</summary>
    /// <param name="keyId">Its id, no alias.</param>
    /// <param name="plaintext">Anything short.</param>
    /// <param name="context">Must be given again to decrypt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: no such key; <c>TN7002</c>, <c>TN7003</c>: it cannot be used.
    /// </exception>
    public async Task<byte[]> EncryptAsync(
        string keyId,
        ReadOnlyMemory<byte> plaintext,
        IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        EncryptionKey key = await GetAsync(keyId, cancellationToken);
        key.RequireEnabled();
        KeyVersion version = key.Versions[^1];
        CiphertextHeader header = new(key.Id, version.Number);
        byte[] material = await MaterialAsync(header, version, cancellationToken);
        return SealedMessage.Seal(material, header.ToBytes(), EncryptionContext.ToBytes(context), plaintext.Span);
    }

    /// <summary>The key that a ciphertext names; null when it is no ciphertext of a keyring.</summary>
    public static string? KeyOf(ReadOnlySpan<byte> ciphertext) => CiphertextHeader.TryRead(ciphertext)?.KeyId;

    /// <summary>Decrypts with the version that the ciphertext names.</summary>
    /// <exception cref="TarnException">
    /// <c>TN7004</c>: it is damaged, or the context is another; <c>TN1003</c>: its key is gone; <c>TN7002</c>,
    /// <c>TN7003</c>: its key cannot be used.
    /// </exception>
    public async Task<Decrypted> DecryptAsync(
        ReadOnlyMemory<byte> ciphertext,
        IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        CiphertextHeader header = CiphertextHeader.TryRead(ciphertext.Span) ?? throw Unreadable();
        EncryptionKey key = await GetAsync(header.KeyId, cancellationToken);
        key.RequireEnabled();
        KeyVersion version = key.Versions.FirstOrDefault(version => version.Number == header.Version)
            ?? throw Unreadable();
        byte[] material = await MaterialAsync(header, version, cancellationToken);
        byte[]? plaintext = SealedMessage.TryOpen(
            material, CiphertextHeader.Bytes, EncryptionContext.ToBytes(context), ciphertext.Span);
        return new Decrypted(key.Id, plaintext ?? throw Unreadable());
    }

    private async Task<byte[]> MaterialAsync(
        CiphertextHeader header, KeyVersion version, CancellationToken cancellationToken)
    {
        if (!_materials.TryGetValue(header, out byte[]? material))
        {
            MasterKey master = await _master.GetAsync(cancellationToken);
            material = _materials.GetOrAdd(header, master.Unwrap(header.KeyId, version));
        }

        return material;
    }

    private KeyVersion MakeVersion(MasterKey master, string id, int number, KeyVersionCause cause)
    {
        byte[] material = RandomNumberGenerator.GetBytes(MaterialBytes);
        return new KeyVersion(number, _timeProvider.GetUtcNow(), cause, master.Wrap(id, number, material));
    }

    private static TarnException Unreadable() => new(
        ErrorCodes.BadCiphertext,
        "the ciphertext is damaged, is none of this lake's keys, or was made with another encryption context");
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Security.Keys;

/// <summary>
/// A key for each bucket, between the service key and the data keys of objects: a rotation wraps these few anew, in one
/// document, and no object is touched. Thread-safe.
/// </summary>
public sealed class BucketKeys(Keyring keyring, DocumentStore documents, TimeProvider timeProvider)
{
    private const string DocumentName = "keyring/bucket-keys";
    private const byte Format = 2;
    private const int IdBytes = 16;
    private const int HeaderBytes = 1 + IdBytes;
    private const int MaterialBytes = 32;

    private readonly ConcurrentDictionary<string, byte[]> _materials = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Whether a key of this kind sealed the message.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> message) =>
        message.Length > HeaderBytes && message[0] == Format;

    /// <summary>Seals a short message with the bucket's key, which is made when it has none.</summary>
    public async Task<byte[]> SealAsync(
        string bucket,
        ReadOnlyMemory<byte> plaintext,
        IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        if (!_ids.TryGetValue(bucket, out string? id))
        {
            id = _ids[bucket] = await GetIdAsync(bucket, cancellationToken);
        }

        byte[] material = await MaterialAsync(id, cancellationToken);
        byte[] header = new byte[HeaderBytes];
        header[0] = Format;
        Convert.FromHexString(id).CopyTo(header, 1);
        return SealedMessage.Seal(material, header, EncryptionContext.ToBytes(context), plaintext.Span);
    }

    /// <summary>Opens what <see cref="SealAsync"/> made.</summary>
    /// <exception cref="TarnException"><c>TN7004</c>: it is damaged, or its key is gone.</exception>
    public async Task<byte[]> OpenAsync(
        ReadOnlyMemory<byte> message,
        IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        string id = Convert.ToHexStringLower(message.Span.Slice(1, IdBytes));
        byte[] material = await MaterialAsync(id, cancellationToken);
        return SealedMessage.TryOpen(material, HeaderBytes, EncryptionContext.ToBytes(context), message.Span)
            ?? throw Unreadable();
    }

    /// <summary>Wraps those anew that an earlier version of the service key wrapped, all in one go.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RewrapAsync(CancellationToken cancellationToken)
    {
        if (await ServiceKey.Objects.FindAsync(keyring, cancellationToken) is not { } service)
        {
            return 0;
        }

        Dictionary<string, (byte[] Before, byte[] After)> rewrapped = [];
        foreach ((string id, BucketKey key) in await ReadAsync(cancellationToken))
        {
            if (CiphertextHeader.TryRead(key.Wrapped)?.Version != service.Versions[^1].Number)
            {
                byte[] material = await UnwrapAsync(key, cancellationToken);
                rewrapped[id] = (key.Wrapped, await WrapAsync(service, key.Bucket, material, cancellationToken));
            }
        }

        if (rewrapped.Count > 0)
        {
            await UpdateAsync(
                keys => keys.ToDictionary(
                    key => key.Key,
                    key => rewrapped.TryGetValue(key.Key, out (byte[] Before, byte[] After) wrap)
                        && wrap.Before.AsSpan().SequenceEqual(key.Value.Wrapped)
                        ? key.Value with { Wrapped = wrap.After }
                        : key.Value),
                cancellationToken);
        }

        return rewrapped.Count;
    }

    private async Task<string> GetIdAsync(string bucket, CancellationToken cancellationToken)
    {
        if (IdOf(await ReadAsync(cancellationToken), bucket) is { } known)
        {
            return known;
        }

        EncryptionKey service = await ServiceKey.Objects.GetAsync(keyring, cancellationToken);
        byte[] wrapped = await WrapAsync(
            service, bucket, RandomNumberGenerator.GetBytes(MaterialBytes), cancellationToken);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        BucketKey made = new(bucket, timeProvider.GetUtcNow(), wrapped);
        await UpdateAsync(
            keys => IdOf(keys, bucket) is null ? new(keys) { [id] = made } : keys, cancellationToken);
        return IdOf(await ReadAsync(cancellationToken), bucket)!;
    }

    private async Task<byte[]> MaterialAsync(string id, CancellationToken cancellationToken)
    {
        if (!_materials.TryGetValue(id, out byte[]? material))
        {
            BucketKey key = (await ReadAsync(cancellationToken)).GetValueOrDefault(id) ?? throw Unreadable();
            material = _materials.GetOrAdd(id, await UnwrapAsync(key, cancellationToken));
        }

        return material;
    }

    private Task<byte[]> WrapAsync(
        EncryptionKey service, string bucket, byte[] material, CancellationToken cancellationToken) =>
        keyring.EncryptAsync(service.Id, material, ContextOf(bucket), cancellationToken);

    private async Task<byte[]> UnwrapAsync(BucketKey key, CancellationToken cancellationToken) =>
        (await keyring.DecryptAsync(key.Wrapped, ContextOf(key.Bucket), cancellationToken)).Plaintext;

    private async Task<Dictionary<string, BucketKey>> ReadAsync(CancellationToken cancellationToken) =>
        (await documents.ReadAsync(
            DocumentName, KeysJson.Default.DictionaryStringBucketKey, cancellationToken))?.Value ?? [];

    private Task UpdateAsync(
        Func<Dictionary<string, BucketKey>, Dictionary<string, BucketKey>> change,
        CancellationToken cancellationToken) => documents.UpdateAsync(
        DocumentName, keys => change(keys ?? []), KeysJson.Default.DictionaryStringBucketKey, cancellationToken);

    private static string? IdOf(Dictionary<string, BucketKey> keys, string bucket) =>
        keys.Where(key => key.Value.Bucket == bucket).Select(key => key.Key).FirstOrDefault();

    private static Dictionary<string, string> ContextOf(string bucket) => new() { ["bucket"] = bucket };

    private static TarnException Unreadable() => new(
        ErrorCodes.BadCiphertext, "a data key is damaged, or the bucket's key that wrapped it is gone");
}

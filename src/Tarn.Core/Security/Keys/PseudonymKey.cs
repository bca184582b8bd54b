using System.Security.Cryptography;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Security.Keys;

/// <summary>
/// The key that a lake's pseudonyms are made with: 256 random bits, wrapped by the service key. It never changes, so
/// that a value has the same pseudonym for ever. Thread-safe.
/// </summary>
public sealed class PseudonymKey(Keyring keyring, DocumentStore documents, TimeProvider timeProvider)
{
    private const string DocumentName = "keyring/pseudonym-key";
    private const int MaterialBytes = 32;

    private static readonly Dictionary<string, string> Context = new() { ["use"] = "pseudonyms" };

    private byte[]? _material;

    /// <summary>The key; made when it is asked for first.</summary>
    /// <exception cref="TarnException">
    /// <c>TN7001</c>: the master key is missing; <c>TN7004</c>: the key is damaged, or the one that wrapped it is gone.
    /// </exception>
    internal async Task<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        if (_material is { } known)
        {
            return known;
        }

        StoredPseudonymKey stored = await FindAsync(cancellationToken) ?? await MakeAsync(cancellationToken);
        return _material = (await keyring.DecryptAsync(stored.Wrapped, Context, cancellationToken)).Plaintext;
    }

    private async Task<StoredPseudonymKey?> FindAsync(CancellationToken cancellationToken) =>
        (await documents.ReadAsync(DocumentName, KeysJson.Default.StoredPseudonymKey, cancellationToken))?.Value;

    /// <summary>Of several that are the first at the same time, one counts.</summary>
    private async Task<StoredPseudonymKey> MakeAsync(CancellationToken cancellationToken)
    {
        EncryptionKey service = await ServiceKey.Objects.GetAsync(keyring, cancellationToken);
        byte[] material = RandomNumberGenerator.GetBytes(MaterialBytes);
        StoredPseudonymKey made = new(
            timeProvider.GetUtcNow(),
            await keyring.EncryptAsync(service.Id, material, Context, cancellationToken));
        await documents.UpdateAsync(
            DocumentName, known => known ?? made, KeysJson.Default.StoredPseudonymKey, cancellationToken);
        return (await FindAsync(cancellationToken))!;
    }
}

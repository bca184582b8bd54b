using Tarn.Common;
using Tarn.State;

namespace Tarn.Security.Keys;

/// <summary>The keys of the keyring as documents.</summary>
internal sealed class KeyStore(DocumentStore documents)
{
    private const string Folder = "keyring/keys/";

    public Task PutAsync(EncryptionKey key, CancellationToken cancellationToken) =>
        documents.WriteAsync(
            NameOf(key.Id), key, KeysJson.Default.EncryptionKey, expectedVersion: null, cancellationToken);

    /// <summary>Null when there is none, or the text is no id of one.</summary>
    public async Task<EncryptionKey?> FindAsync(string id, CancellationToken cancellationToken) => IsId(id)
        ? (await documents.ReadAsync(NameOf(id), KeysJson.Default.EncryptionKey, cancellationToken))?.Value
        : null;

    /// <summary>In ordinal order of their ids.</summary>
    public async Task<IReadOnlyList<EncryptionKey>> ListAsync(CancellationToken cancellationToken)
    {
        List<EncryptionKey> keys = [];
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            // One may be deleted meanwhile.
            if (await FindAsync(name[Folder.Length..], cancellationToken) is { } key)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such key.</exception>
    public Task ChangeAsync(
        string id, Func<EncryptionKey, EncryptionKey> change, CancellationToken cancellationToken) => IsId(id)
        ? documents.UpdateAsync(
            NameOf(id),
            key => change(key ?? throw Missing(id)),
            KeysJson.Default.EncryptionKey,
            cancellationToken)
        : throw Missing(id);

    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        documents.DeleteAsync(NameOf(id), cancellationToken);

    public static TarnException Missing(string id) => new(ErrorCodes.UnknownName, $"Key '{id}' does not exist");

    private static bool IsId(string text) => Guid.TryParseExact(text, "D", out Guid id) && id.ToString("D") == text;

    private static string NameOf(string id) => Folder + id;
}

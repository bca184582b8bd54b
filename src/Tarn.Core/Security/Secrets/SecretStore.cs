using System.Text;
using Tarn.Common;
using Tarn.Security.Keys;
using Tarn.State;

namespace Tarn.Security.Secrets;

/// <summary>
/// Secrets that definitions name as <c>${secret:NAME}</c>: encrypted with a key of the lake, one document each.
/// docs/formats/keyring.md has the layout. Thread-safe.
/// </summary>
public sealed class SecretStore(Keyring keyring, DocumentStore documents, TimeProvider timeProvider)
{
    /// <summary>Of a value, in UTF-8.</summary>
    public const int BytesMax = 64 * 1024;

    private const string Folder = "secrets/";

    /// <summary>Whether the lake has any. Needs no key.</summary>
    public static async Task<bool> AnyAsync(DocumentStore documents, CancellationToken cancellationToken) =>
        (await documents.ListAsync(Folder, cancellationToken)).Count > 0;

    /// <summary>Makes a secret, or gives it another value; durable when it returns.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: it cannot be called so, or is empty or too long; <c>TN7001</c>: the master key is not the right
    /// one.
    /// </exception>
    public async Task SetAsync(string name, string value, CancellationToken cancellationToken)
    {
        RequireName(name);
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length is 0 or > BytesMax)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"secret '{name}' has {bytes.Length} bytes; expected 1 to {BytesMax}");
        }

        EncryptionKey key = await ServiceKey.Secrets.GetAsync(keyring, cancellationToken);
        byte[] sealedValue = await keyring.EncryptAsync(key.Id, bytes, ContextOf(name), cancellationToken);
        await documents.PutAsync(
            Folder + name,
            new StoredSecret(timeProvider.GetUtcNow(), sealedValue),
            SecretsJson.Default.StoredSecret,
            cancellationToken);
    }

    /// <summary>True when there was one.</summary>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        RequireName(name);
        return documents.DeleteAsync(Folder + name, cancellationToken);
    }

    /// <summary>What there is, in ordinal order, without the values.</summary>
    public async Task<IReadOnlyList<KnownSecret>> ListAsync(CancellationToken cancellationToken)
    {
        List<KnownSecret> known = [];
        foreach ((string name, StoredSecret secret) in await ReadAsync(cancellationToken))
        {
            known.Add(new KnownSecret(name, secret.ChangedAt));
        }

        return known;
    }

    /// <summary>The values by name.</summary>
    /// <exception cref="TarnException">
    /// <c>TN7001</c>, <c>TN7002</c>, <c>TN7003</c>, <c>TN7004</c>: they cannot be decrypted.
    /// </exception>
    public async Task<IReadOnlyDictionary<string, string>> RevealAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach ((string name, StoredSecret secret) in await ReadAsync(cancellationToken))
        {
            Decrypted value = await keyring.DecryptAsync(secret.Sealed, ContextOf(name), cancellationToken);
            values[name] = Encoding.UTF8.GetString(value.Plaintext);
        }

        return values;
    }

    private async Task<List<(string Name, StoredSecret Secret)>> ReadAsync(CancellationToken cancellationToken)
    {
        List<(string, StoredSecret)> secrets = [];
        foreach (string document in await documents.ListAsync(Folder, cancellationToken))
        {
            if (await documents.ReadAsync(document, SecretsJson.Default.StoredSecret, cancellationToken) is { } found)
            {
                secrets.Add((document[Folder.Length..], found.Value));
            }
        }

        return secrets;
    }

    /// <summary>So that the document of one secret cannot be put in the place of another.</summary>
    private static Dictionary<string, string> ContextOf(string name) => new() { ["secret"] = name };

    private static void RequireName(string name)
    {
        if (!DocumentStore.CanName(name))
        {
            throw new TarnException(ErrorCodes.BadArgument, $"a secret cannot be called '{name}'")
            {
                Hint = "use letters, digits, '_', '-' and '.', which is not first",
            };
        }
    }
}

using Tarn.Common;
using Tarn.State;

namespace Tarn.Security.Keys;

/// <summary>Names of keys that can be pointed at others, such as <c>alias/orders</c>.</summary>
public sealed class KeyAliases
{
    private const string DocumentName = "keyring/aliases";

    private readonly DocumentStore _documents;
    private readonly TimeProvider _timeProvider;

    internal KeyAliases(DocumentStore documents, TimeProvider timeProvider)
    {
        _documents = documents;
        _timeProvider = timeProvider;
    }

    /// <summary>All of them, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, KeyAlias>>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).OrderBy(alias => alias.Key, StringComparer.Ordinal)];

    public async Task<KeyAlias?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).GetValueOrDefault(name);

    /// <exception cref="TarnException"><c>TN7005</c>: the name is taken.</exception>
    public Task CreateAsync(string name, string keyId, CancellationToken cancellationToken) => ChangeAsync(
        aliases =>
        {
            DateTimeOffset now = _timeProvider.GetUtcNow();
            if (!aliases.TryAdd(name, new KeyAlias(keyId, now, now)))
            {
                throw new TarnException(ErrorCodes.AliasExists, $"there is an alias '{name}' already");
            }
        },
        cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such alias.</exception>
    public Task PointAsync(string name, string keyId, CancellationToken cancellationToken) => ChangeAsync(
        aliases => aliases[name] = aliases.TryGetValue(name, out KeyAlias? alias)
            ? alias with { KeyId = keyId, UpdatedAt = _timeProvider.GetUtcNow() }
            : throw Missing(name),
        cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such alias.</exception>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
        aliases =>
        {
            if (!aliases.Remove(name))
            {
                throw Missing(name);
            }
        },
        cancellationToken);

    /// <summary>Deletes all that stand for the key.</summary>
    internal Task DeleteOfAsync(string keyId, CancellationToken cancellationToken) => ChangeAsync(
        aliases =>
        {
            foreach (string name in aliases.Keys.Where(name => aliases[name].KeyId == keyId).ToList())
            {
                aliases.Remove(name);
            }
        },
        cancellationToken);

    private Task ChangeAsync(Action<Dictionary<string, KeyAlias>> change, CancellationToken cancellationToken) =>
        _documents.UpdateAsync(
            DocumentName,
            aliases =>
            {
                aliases ??= [];
                change(aliases);
                return aliases;
            },
            KeysJson.Default.DictionaryStringKeyAlias,
            cancellationToken);

    private async Task<Dictionary<string, KeyAlias>> ReadAsync(CancellationToken cancellationToken) =>
        (await _documents.ReadAsync(
            DocumentName, KeysJson.Default.DictionaryStringKeyAlias, cancellationToken))?.Value ?? [];

    private static TarnException Missing(string name) =>
        new(ErrorCodes.UnknownName, $"there is no alias '{name}'");
}

using System.Collections.Concurrent;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>Signing keys that were derived before: a client uses one for a whole day. Thread-safe.</summary>
internal sealed class SigningKeys
{
    private const int CountMax = 1000;

    private readonly ConcurrentDictionary<(string Secret, CredentialScope Scope), SigningKey> _keys = new();

    public SigningKey Get(string secret, CredentialScope scope)
    {
        if (_keys.TryGetValue((secret, scope), out SigningKey? known))
        {
            return known;
        }

        // Only requests that name a key of the lake come here; a flood of regions must still not fill the memory.
        if (_keys.Count >= CountMax)
        {
            _keys.Clear();
        }

        return _keys.GetOrAdd((secret, scope), static parts => new SigningKey(parts.Secret, parts.Scope));
    }
}

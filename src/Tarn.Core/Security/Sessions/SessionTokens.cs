using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tarn.Security.Sessions;

/// <summary>
/// Temporary credentials of a lake. Nothing is kept of them: all that counts is in the token, sealed with a key that
/// is derived from the root key's secret (HKDF, RFC 5869; AES-256-GCM). A lake whose root key is made anew takes none
/// of them any more. The form of tokens: docs/formats/security.md. Thread-safe.
/// </summary>
/// <param name="keys">Have the root key.</param>
public sealed class SessionTokens(AccessKeys keys)
{
    private const string IdStart = "ASIA";
    private const string IdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int IdTailLength = 16;
    private const int SecretBytes = 30;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const byte Version = 1;

    private static readonly byte[] Purpose = [.. "tarn session tokens"u8];

    /// <summary>Makes credentials for a session.</summary>
    public TemporaryCredentials Issue(RoleSession session)
    {
        AccessKey key = new(
            $"{session.Role}/{session.Name}",
            IdStart + RandomNumberGenerator.GetString(IdAlphabet, IdTailLength),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)))
        {
            Session = session,
        };
        SealedSession content = new(key.Id, key.Secret, session);
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(content, SessionJson.Default.SealedSession);
        return new TemporaryCredentials(key, Convert.ToBase64String(Seal(keys.GetRoot(), plain)));
    }

    /// <summary>
    /// The key that a token is for; null when this lake did not make it. Whether the session is over is for the caller
    /// to see.
    /// </summary>
    public AccessKey? Open(string token)
    {
        byte[] bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out int count)
            || Open(keys.GetRoot(), bytes.AsSpan(0, count)) is not { } plain)
        {
            return null;
        }

        SealedSession content = JsonSerializer.Deserialize(plain, SessionJson.Default.SealedSession)
            ?? throw new InvalidOperationException("a session token that this lake sealed is empty");
        RoleSession session = content.Session;
        return new AccessKey($"{session.Role}/{session.Name}", content.KeyId, content.Secret) { Session = session };
    }

    /// <summary>Version, nonce, text, tag.</summary>
    private static byte[] Seal(AccessKey root, byte[] plain)
    {
        byte[] token = new byte[1 + NonceBytes + plain.Length + TagBytes];
        token[0] = Version;
        Span<byte> nonce = token.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(KeyOf(root), TagBytes);
        aes.Encrypt(
            nonce, plain, token.AsSpan(1 + NonceBytes, plain.Length), token.AsSpan(^TagBytes..), token.AsSpan(0, 1));
        return token;
    }

    private static byte[]? Open(AccessKey root, ReadOnlySpan<byte> token)
    {
        int plainBytes = token.Length - 1 - NonceBytes - TagBytes;
        if (plainBytes < 0 || token[0] != Version)
        {
            return null;
        }

        byte[] plain = new byte[plainBytes];
        try
        {
            using AesGcm aes = new(KeyOf(root), TagBytes);
            aes.Decrypt(
                token.Slice(1, NonceBytes),
                token.Slice(1 + NonceBytes, plainBytes),
                token[^TagBytes..],
                plain,
                token[..1]);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] KeyOf(AccessKey root) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(root.Secret), KeyBytes, salt: null, Purpose);
}

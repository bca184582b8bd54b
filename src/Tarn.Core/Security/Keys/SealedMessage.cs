using System.Security.Cryptography;

namespace Tarn.Security.Keys;

/// <summary>
/// A short message encrypted with AES-256-GCM: header, salt (16 bytes), ciphertext, tag (16 bytes). Key and nonce are
/// derived for each message with HKDF-SHA-256 (RFC 5869) from the random salt, so that the number of messages of one
/// key is not bounded by chance repeating a nonce (NIST SP 800-38D, section 8.3). The header is authenticated.
/// </summary>
internal static class SealedMessage
{
    public const int OverheadBytes = SaltBytes + TagBytes;

    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const int KeyBytes = 32;

    /// <param name="key">256 bits.</param>
    /// <param name="header">Stands before the message as it is.</param>
    /// <param name="context">Must be the same when it is opened; not part of the message.</param>
    /// <param name="plaintext">What is encrypted.</param>
    public static byte[] Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plaintext)
    {
        byte[] message = new byte[header.Length + OverheadBytes + plaintext.Length];
        header.CopyTo(message);
        Span<byte> salt = message.AsSpan(header.Length, SaltBytes);
        RandomNumberGenerator.Fill(salt);
        Span<byte> derived = stackalloc byte[KeyBytes + NonceBytes];
        Derive(key, salt, derived);
        using AesGcm cipher = new(derived[..KeyBytes], TagBytes);
        cipher.Encrypt(
            derived[KeyBytes..],
            plaintext,
            message.AsSpan(header.Length + SaltBytes, plaintext.Length),
            message.AsSpan(message.Length - TagBytes),
            [.. header, .. context]);
        CryptographicOperations.ZeroMemory(derived);
        return message;
    }

    /// <returns>The plaintext; null when key, header, context or message is another.</returns>
    public static byte[]? TryOpen(
        ReadOnlySpan<byte> key, int headerBytes, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message)
    {
        if (message.Length < headerBytes + OverheadBytes)
        {
            return null;
        }

        ReadOnlySpan<byte> header = message[..headerBytes];
        ReadOnlySpan<byte> ciphertext = message[(headerBytes + SaltBytes)..^TagBytes];
        Span<byte> derived = stackalloc byte[KeyBytes + NonceBytes];
        Derive(key, message.Slice(headerBytes, SaltBytes), derived);
        using AesGcm cipher = new(derived[..KeyBytes], TagBytes);
        byte[] plaintext = new byte[ciphertext.Length];
        try
        {
            cipher.Decrypt(
                derived[KeyBytes..], ciphertext, message[^TagBytes..], plaintext, [.. header, .. context]);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static void Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, Span<byte> derived) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt, "tarn-sealed-message-1"u8);
}

namespace Tarn.Security.Keys;

/// <summary>What was in a ciphertext, and which key opened it.</summary>
public sealed record Decrypted(string KeyId, byte[] Plaintext)
{
    /// <summary>Without the plaintext.</summary>
    public override string ToString() => $"by key {KeyId}";
}

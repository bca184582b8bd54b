namespace Tarn.Security.Secrets;

/// <summary>The document of a secret.</summary>
/// <param name="ChangedAt">When it was given its value.</param>
/// <param name="Sealed">A ciphertext of the keyring.</param>
internal sealed record StoredSecret(DateTimeOffset ChangedAt, byte[] Sealed);

namespace Tarn.Security.Keys;

/// <summary>What pseudonyms are made with. Persisted (docs/formats/keyring.md).</summary>
/// <param name="CreatedAt">By the lake's clock.</param>
/// <param name="Wrapped">A ciphertext of the service key.</param>
internal sealed record StoredPseudonymKey(DateTimeOffset CreatedAt, byte[] Wrapped);

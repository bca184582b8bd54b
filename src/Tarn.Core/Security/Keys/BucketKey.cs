namespace Tarn.Security.Keys;

/// <summary>What the data keys of a bucket's objects are wrapped with. Persisted (docs/formats/keyring.md).</summary>
/// <param name="Bucket">Whose it is.</param>
/// <param name="CreatedAt">By the lake's clock.</param>
/// <param name="Wrapped">A ciphertext of the service key.</param>
internal sealed record BucketKey(string Bucket, DateTimeOffset CreatedAt, byte[] Wrapped);

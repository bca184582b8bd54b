namespace Tarn.Security.Keys;

/// <summary>Why a version of a key was made. Persisted by name.</summary>
public enum KeyVersionCause
{
    Created,
    Automatic,
    OnDemand,
}

/// <summary>One key material of a key: the last one encrypts, all of them decrypt.</summary>
/// <param name="Number">From 1 up.</param>
/// <param name="CreatedAt">By the lake's clock.</param>
/// <param name="Cause">Why it was made.</param>
/// <param name="Wrapped">The 256-bit key, encrypted with the master key (docs/formats/keyring.md).</param>
public sealed record KeyVersion(int Number, DateTimeOffset CreatedAt, KeyVersionCause Cause, byte[] Wrapped);

using Tarn.Security.Keys;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>What of a lake KMS's operations work on.</summary>
public sealed record KmsParts
{
    public required Keyring Keyring { get; init; }

    public required KeyLifecycle Lifecycle { get; init; }

    /// <summary>Keys of objects that S3 encrypts.</summary>
    public required ContentKeys Contents { get; init; }
}

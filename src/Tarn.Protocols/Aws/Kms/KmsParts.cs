using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>What of a lake KMS's operations work on.</summary>
public sealed record KmsParts
{
    public required Keyring Keyring { get; init; }

    public required KeyLifecycle Lifecycle { get; init; }
}

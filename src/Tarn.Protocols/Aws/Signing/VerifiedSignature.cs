using Tarn.Security;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>A signature that is right: who signed, and what the chunks of the body are signed with.</summary>
internal sealed record VerifiedSignature
{
    public required AccessKey AccessKey { get; init; }

    public required CredentialScope Scope { get; init; }

    public required string Timestamp { get; init; }

    /// <summary>Of the head; the first chunk's signature builds on it.</summary>
    public required string Signature { get; init; }

    public required SigningKey Key { get; init; }

    public required PayloadKind Payload { get; init; }
}

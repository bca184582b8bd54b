using System.Text.Json;

namespace Tarn.Protocols.Aws.Kms.Cryptography;

/// <summary>What all operations that encrypt or decrypt may be asked besides.</summary>
internal abstract record CryptographicRequest
{
    public IReadOnlyList<string>? GrantTokens { get; init; }

    /// <summary>All is checked, and nothing answered.</summary>
    public bool? DryRun { get; init; }

    /// <summary>An enclave that the answer is encrypted for.</summary>
    public JsonElement? Recipient { get; init; }
}

using System.Text;
using Tarn.Protocols.Aws.Signing;
using Tarn.Security;
using Tarn.Testing;

namespace Tarn.Tests.Protocols.Aws.Signing;

/// <summary>A lake's keys and clock, and a client that signs as the specification says.</summary>
internal sealed class SigningRig : IDisposable
{
    public const string KeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private readonly TemporaryDirectory _directory = new();

    /// <param name="now">What the lake's clock shows, <c>20130524T000000Z</c>.</param>
    /// <param name="keyId">Of the one key.</param>
    /// <param name="secret">Of the one key.</param>
    public SigningRig(string now, string keyId = KeyId, string secret = Secret)
    {
        File.WriteAllText(
            Path.Join(_directory.Path, AccessKeys.FileName),
            $"[default]\naws_access_key_id = {keyId}\naws_secret_access_key = {secret}\n");
        Clock = new ManualTimeProvider();
        Clock.Advance(SignatureTime.TryParse(now)!.Value - Clock.GetUtcNow());
        Verifier = new SignatureVerifier(new AccessKeys(_directory.Path, new SequentialIdSource()), Clock);
    }

    public ManualTimeProvider Clock { get; }

    public SignatureVerifier Verifier { get; }

    /// <summary>The request with its Authorization header.</summary>
    public static RequestHead Sign(RequestHead head, string service, string timestamp, string payloadHash)
    {
        CredentialScope scope = new(timestamp[..8], "us-east-1", service);
        SignatureClaim claim = new()
        {
            AccessKeyId = KeyId,
            Scope = scope,
            SignedHeaders =
            [
                .. head.Headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal),
            ],
            Signature = "",
            Timestamp = timestamp,
            SignedAt = SignatureTime.TryParse(timestamp)!.Value,
        };
        string canonical = CanonicalRequest.Build(head, claim, payloadHash);
        string signature = new SigningKey(Secret, scope).Sign(
            $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{CanonicalRequest.Hash(canonical)}");
        return Authorized(head, KeyId, scope, claim.SignedHeaders, signature);
    }

    /// <summary>The request with an Authorization header of that signature.</summary>
    public static RequestHead Authorized(
        RequestHead head, string keyId, CredentialScope scope, IEnumerable<string> signedHeaders, string signature) =>
        head with
        {
            Headers =
            [
                .. head.Headers,
                new(
                    "Authorization",
                    $"AWS4-HMAC-SHA256 Credential={keyId}/{scope}, SignedHeaders={string.Join(';', signedHeaders)},"
                    + $" Signature={signature}"),
            ],
        };

    public static async Task<byte[]> ReadAsync(Stream body)
    {
        using MemoryStream content = new();
        await body.CopyToAsync(content, bufferSize: 1000);
        return content.ToArray();
    }

    public static Stream Body(string text) => new MemoryStream(Encoding.Latin1.GetBytes(text));

    public void Dispose() => _directory.Dispose();
}

using System.Security.Cryptography;
using Tarn.Protocols.Aws.Signing;
using Tarn.Security;

namespace Tarn.Testing;

/// <summary>Signs requests in the header as SDKs do. Good for a quarter of an hour.</summary>
/// <param name="host">Of the server, with its port.</param>
/// <param name="key">Signs.</param>
/// <param name="service">As in the scope: <c>s3</c>.</param>
public sealed class RequestSigner(string host, AccessKey key, string service)
{
    private const string Region = "us-east-1";

    /// <summary>All headers that the request needs, except the length of the body.</summary>
    /// <param name="method">Of HTTP.</param>
    /// <param name="target">Path and query, encoded as on the wire.</param>
    /// <param name="content">The body.</param>
    /// <param name="headers">To sign as well; names in lower case, in order and behind <c>x-amz-date</c>.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Sign(
        string method, string target, byte[] content, params KeyValuePair<string, string>[] headers)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string timestamp = SignatureTime.Format(now);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        List<KeyValuePair<string, string>> all =
        [
            new("host", host),
            new("x-amz-content-sha256", hash),
            new("x-amz-date", timestamp),
            .. headers,
        ];
        int question = target.IndexOf('?', StringComparison.Ordinal);
        RequestHead head = new(
            method,
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[(question + 1)..],
            all);
        CredentialScope scope = new(timestamp[..8], Region, service);
        SignatureClaim claim = new()
        {
            AccessKeyId = key.Id,
            Scope = scope,
            SignedHeaders = [.. all.Select(header => header.Key)],
            Signature = "",
            Timestamp = timestamp,
            SignedAt = now,
        };
        string toSign = string.Join(
            '\n',
            AuthorizationHeader.Algorithm,
            timestamp,
            scope.ToString(),
            CanonicalRequest.Hash(CanonicalRequest.Build(head, claim, hash)));
        string signature = new SigningKey(key.Secret, scope).Sign(toSign);
        all.Add(new("authorization", $"{AuthorizationHeader.Algorithm} Credential={key.Id}/{scope},"
            + $" SignedHeaders={string.Join(';', claim.SignedHeaders)}, Signature={signature}"));
        return all;
    }
}

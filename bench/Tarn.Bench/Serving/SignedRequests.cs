using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tarn.Protocols.Aws.Signing;
using Tarn.Security;

namespace Tarn.Bench.Serving;

/// <summary>Requests to S3 as bytes, signed in the header as SDKs do. Good for a quarter of an hour.</summary>
internal sealed class SignedRequests(string host, AccessKey key)
{
    private const string Region = "us-east-1";

    public byte[] Get(string target) => Sign("GET", target, []);

    public byte[] Put(string target, byte[] content) => Sign("PUT", target, content);

    private byte[] Sign(string method, string target, byte[] content)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string timestamp = SignatureTime.Format(now);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        List<KeyValuePair<string, string>> headers =
        [
            new("host", host),
            new("x-amz-content-sha256", hash),
            new("x-amz-date", timestamp),
        ];
        int question = target.IndexOf('?', StringComparison.Ordinal);
        RequestHead head = new(
            method,
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[(question + 1)..],
            headers);
        CredentialScope scope = new(timestamp[..8], Region, "s3");
        SignatureClaim claim = new()
        {
            AccessKeyId = key.Id,
            Scope = scope,
            SignedHeaders = [.. headers.Select(header => header.Key)],
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
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\n");
        headers.Add(new("content-length", content.Length.ToString(CultureInfo.InvariantCulture)));
        headers.Add(new("authorization", $"{AuthorizationHeader.Algorithm} Credential={key.Id}/{scope},"
            + $" SignedHeaders={string.Join(';', claim.SignedHeaders)}, Signature={signature}"));
        foreach ((string name, string value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), .. content];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tarn.Security;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// Presigned URLs of Signature Version 2, which boto3 still makes for endpoints that are not Amazon's:
/// <c>AWSAccessKeyId</c>, <c>Signature</c> and <c>Expires</c> ("Signing and authenticating REST requests").
/// </summary>
internal sealed class LegacyPresignedQuery(AccessKeys keys, TimeProvider timeProvider)
{
    private const string KeyName = "AWSAccessKeyId";
    private const string SignatureName = "Signature";
    private const string ExpiresName = "Expires";

    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "acl", "cors", "delete", "encryption", "lifecycle", "location", "logging", "notification", "partNumber",
        "policy", "requestPayment", "response-cache-control", "response-content-disposition",
        "response-content-encoding", "response-content-language", "response-content-type", "response-expires",
        "restore", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
    };

    private readonly SignerKeys _keys = new(keys, timeProvider);

    public static bool IsThere(RequestHead head) =>
        head.QueryValue(KeyName) is not null && head.QueryValue(SignatureName) is not null;

    /// <param name="head">The request.</param>
    /// <param name="resource">What is asked for: <c>/bucket/key</c>, encoded, also for virtual hosts.</param>
    /// <exception cref="SignatureException">It is not rightly signed, or too old.</exception>
    public AccessKey Verify(RequestHead head, string resource)
    {
        string id = head.QueryValue(KeyName)!;
        AccessKey key = _keys.Get(head, id);
        string expires = head.QueryValue(ExpiresName) ?? "";
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out long expiresAt))
        {
            throw new SignatureException(SignatureProblem.Malformed, $"Expires is '{expires}', expected epoch seconds");
        }

        byte[] expected = Encoding.UTF8.GetBytes(Sign(key.Secret, ToSign(head, resource, expires)));
        byte[] given = Encoding.UTF8.GetBytes(head.QueryValue(SignatureName)!);
        if (!CryptographicOperations.FixedTimeEquals(expected, given))
        {
            throw new SignatureException(
                SignatureProblem.Mismatch,
                "the signature is not the one of this URL and the secret of this access key");
        }

        _keys.RequireCurrent(key);
        return timeProvider.GetUtcNow().ToUnixTimeSeconds() <= expiresAt
            ? key
            : throw new SignatureException(SignatureProblem.Expired, "Request has expired");
    }

    private static string ToSign(RequestHead head, string resource, string expires)
    {
        StringBuilder text = new();
        text.Append(head.Method).Append('\n');
        text.Append(head.Header("content-md5")).Append('\n');
        text.Append(head.Header("content-type")).Append('\n');
        text.Append(expires).Append('\n');
        IEnumerable<IGrouping<string, string>> amazon = head.Headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-amz-", StringComparison.Ordinal))
            .Concat(TokenOf(head))
            .GroupBy(header => header.Name, header => header.Value.Trim())
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, string> header in amazon)
        {
            text.Append(header.Key).Append(':').AppendJoin(',', header).Append('\n');
        }

        return text.Append(resource).Append(SubResourcesOf(head)).ToString();
    }

    /// <summary>A token was signed as a header, and stands in the query.</summary>
    private static IEnumerable<(string Name, string Value)> TokenOf(RequestHead head) =>
        SignerKeys.TokenInQuery(head) is { } token ? [(SignerKeys.TokenName, token)] : [];

    private static string SubResourcesOf(RequestHead head)
    {
        string joined = string.Join('&', head.Query
            .Where(parameter => SubResources.Contains(parameter.Key))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => parameter.Value.Length == 0
                ? parameter.Key
                : $"{parameter.Key}={parameter.Value}"));
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static string Sign(string secret, string text)
    {
#pragma warning disable CA5350 // the version has no other hash
        byte[] signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
        return Convert.ToBase64String(signature);
    }
}

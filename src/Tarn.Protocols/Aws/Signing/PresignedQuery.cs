using System.Globalization;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>Reads the signature of a presigned URL, which stands in <c>X-Amz-…</c> query parameters.</summary>
internal static class PresignedQuery
{
    public const string SignatureName = "X-Amz-Signature";

    private const int SecondsMax = 7 * 24 * 60 * 60;

    /// <exception cref="SignatureException">A parameter is missing or wrong.</exception>
    public static SignatureClaim Parse(RequestHead head)
    {
        string algorithm = Required(head, "X-Amz-Algorithm");
        if (algorithm != AuthorizationHeader.Algorithm)
        {
            throw Malformed($"X-Amz-Algorithm is '{algorithm}', expected {AuthorizationHeader.Algorithm}");
        }

        (string accessKeyId, CredentialScope scope) = CredentialScope.TryParse(Required(head, "X-Amz-Credential"))
            ?? throw Malformed("X-Amz-Credential is not KEY/DATE/REGION/SERVICE/aws4_request");
        string timestamp = Required(head, "X-Amz-Date");
        return new SignatureClaim
        {
            AccessKeyId = accessKeyId,
            Scope = scope,
            SignedHeaders = Required(head, "X-Amz-SignedHeaders").Split(';'),
            Signature = Required(head, SignatureName),
            Timestamp = timestamp,
            SignedAt = SignatureTime.TryParse(timestamp)
                ?? throw Malformed($"X-Amz-Date is '{timestamp}', not as 20261121T180000Z"),
            Validity = ReadValidity(Required(head, "X-Amz-Expires")),
        };
    }

    private static TimeSpan ReadValidity(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            && seconds is >= 1 and <= SecondsMax
            ? TimeSpan.FromSeconds(seconds)
            : throw Malformed($"X-Amz-Expires is '{text}', expected a number from 1 to {SecondsMax}");

    private static string Required(RequestHead head, string name) =>
        head.QueryValue(name) is { Length: > 0 } value
            ? value
            : throw Malformed($"the presigned URL has no '{name}'");

    private static SignatureException Malformed(string message) => new(SignatureProblem.Malformed, message);
}

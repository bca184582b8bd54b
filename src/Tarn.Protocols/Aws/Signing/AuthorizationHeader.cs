namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// Reads <c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c> and the date that goes with it.
/// </summary>
internal static class AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <exception cref="SignatureException">It is not in that form.</exception>
    public static SignatureClaim Parse(RequestHead head, string authorization)
    {
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw Malformed($"the Authorization header does not start with '{Algorithm}'");
        }

        Dictionary<string, string> parts = [];
        foreach (string part in authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw Malformed($"'{part}' in the Authorization header is not NAME=VALUE, or is there twice");
            }
        }

        (string accessKeyId, CredentialScope scope) = CredentialScope.TryParse(Required(parts, "Credential"))
            ?? throw Malformed("Credential is not KEY/DATE/REGION/SERVICE/aws4_request");
        DateTimeOffset signedAt = ReadTime(head);
        return new SignatureClaim
        {
            AccessKeyId = accessKeyId,
            Scope = scope,
            SignedHeaders = Required(parts, "SignedHeaders").Split(';'),
            Signature = Required(parts, "Signature"),
            SignedAt = signedAt,
            Timestamp = SignatureTime.Format(signedAt),
        };
    }

    private static string Required(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out string? value) && value.Length > 0
            ? value
            : throw Malformed($"the Authorization header has no '{name}'");

    private static DateTimeOffset ReadTime(RequestHead head)
    {
        if (head.Header("x-amz-date") is { } text)
        {
            return SignatureTime.TryParse(text) ?? throw Malformed($"x-amz-date is '{text}', not as 20261121T180000Z");
        }

        string date = head.Header("date") ?? throw Malformed("there is neither an x-amz-date nor a Date header");
        return SignatureTime.TryParseHttp(date) ?? throw Malformed($"the Date header '{date}' is no date");
    }

    private static SignatureException Malformed(string message) => new(SignatureProblem.Malformed, message);
}

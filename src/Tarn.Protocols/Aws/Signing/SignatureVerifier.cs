using Tarn.Security;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// Tells whether a request was signed with one of the lake's keys (Signature Version 4, in the header or presigned).
/// Nothing of the body is read here: what the signature says of it is checked while it is read. Thread-safe.
/// </summary>
/// <param name="keys">The keys that are let in.</param>
/// <param name="timeProvider">Signatures are good for a quarter of an hour around it.</param>
internal sealed class SignatureVerifier(AccessKeys keys, TimeProvider timeProvider)
{
    private const string ContentHashHeader = "x-amz-content-sha256";
    private const string HostHeader = "host";
    private const string AmazonHeaderStart = "x-amz-";

    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(15);

    private readonly SignerKeys _keys = new(keys, timeProvider);
    private readonly SigningKeys _signingKeys = new();

    /// <param name="head">The request.</param>
    /// <param name="bodySha256">
    /// Of the body, in hexadecimal digits, when it has been read already; null leaves it to be checked while it is
    /// read, by what <see cref="VerifiedSignature.Payload"/> says.
    /// </param>
    /// <returns>Who signed; null when nothing claims to be signed.</returns>
    /// <exception cref="SignatureException">It is signed, but not rightly.</exception>
    public VerifiedSignature? Verify(RequestHead head, string? bodySha256)
    {
        if (ReadClaim(head) is not { } claim)
        {
            return null;
        }

        AccessKey key = _keys.Get(head, claim.AccessKeyId);
        RequireSigned(head, claim);
        SigningKey signingKey = _signingKeys.Get(key.Secret, claim.Scope);
        (string payloadHash, PayloadKind payload) = PayloadOf(head, claim, bodySha256);
        string toSign = StringToSign(claim, CanonicalRequest.Build(head, claim, payloadHash));
        if (!signingKey.IsSignature(toSign, claim.Signature))
        {
            throw new SignatureException(
                SignatureProblem.Mismatch,
                "the signature is not the one of this request and the secret of this access key; check the secret, and"
                + " that nothing on the way changes the request");
        }

        // After the signature: a stranger learns nothing about the clock.
        RequireInTime(claim);
        _keys.RequireCurrent(key);
        return new VerifiedSignature
        {
            AccessKey = key,
            Scope = claim.Scope,
            Timestamp = claim.Timestamp,
            Signature = claim.Signature,
            Key = signingKey,
            Payload = payload,
        };
    }

    private static SignatureClaim? ReadClaim(RequestHead head)
    {
        bool isPresigned = head.QueryValue(PresignedQuery.SignatureName) is not null;
        string? authorization = head.Header("authorization");
        if (isPresigned && authorization is not null)
        {
            throw new SignatureException(
                SignatureProblem.Malformed, "the request is signed twice: by its header and by its query string");
        }

        return isPresigned ? PresignedQuery.Parse(head)
            : authorization is null ? null
            : AuthorizationHeader.Parse(head, authorization);
    }

    private static (string Hash, PayloadKind Kind) PayloadOf(
        RequestHead head, SignatureClaim claim, string? bodySha256)
    {
        string? said = head.Header(ContentHashHeader)
            ?? (claim.IsPresigned ? head.QueryValue("X-Amz-Content-Sha256") ?? PayloadKind.UnsignedText : bodySha256);
        if (said is null)
        {
            throw new SignatureException(
                SignatureProblem.Malformed, $"a signed request for this service needs the header {ContentHashHeader}");
        }

        PayloadKind kind = PayloadKind.Parse(said);
        return bodySha256 is not null && kind is PayloadKind.Hashed hashed && hashed.Sha256 != bodySha256
            ? throw new SignatureException(
                SignatureProblem.PayloadMismatch, $"the body has the SHA-256 {bodySha256}, but {said} was signed")
            : (said, kind);
    }

    private static void RequireSigned(RequestHead head, SignatureClaim claim)
    {
        if (!claim.SignedHeaders.Contains(HostHeader))
        {
            throw new SignatureException(SignatureProblem.Malformed, "the header 'host' is not signed, but must be");
        }

        string? unsigned = head.Headers
            .Select(header => header.Key.ToLowerInvariant())
            .FirstOrDefault(name => name.StartsWith(AmazonHeaderStart, StringComparison.Ordinal)
                && name != ContentHashHeader
                && !claim.SignedHeaders.Contains(name));
        if (unsigned is not null)
        {
            throw new SignatureException(
                SignatureProblem.UnsignedHeader, $"the header '{unsigned}' is there but is not signed");
        }
    }

    private void RequireInTime(SignatureClaim claim)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (!claim.Timestamp.StartsWith(claim.Scope.Date, StringComparison.Ordinal))
        {
            throw new SignatureException(
                SignatureProblem.Malformed,
                $"the date of the credential is {claim.Scope.Date}, signed at {claim.Timestamp}");
        }

        if (claim.SignedAt - now > SkewMax || (claim.Validity is null && now - claim.SignedAt > SkewMax))
        {
            throw new SignatureException(
                SignatureProblem.Skewed,
                $"it was signed at {claim.Timestamp}, and here it is {SignatureTime.Format(now)}; set the clock");
        }

        if (claim.Validity is { } validity && now > claim.SignedAt + validity)
        {
            throw new SignatureException(SignatureProblem.Expired, "Request has expired");
        }
    }

    private static string StringToSign(SignatureClaim claim, string canonicalRequest) => string.Join(
        '\n',
        AuthorizationHeader.Algorithm,
        claim.Timestamp,
        claim.Scope.ToString(),
        CanonicalRequest.Hash(canonicalRequest));
}

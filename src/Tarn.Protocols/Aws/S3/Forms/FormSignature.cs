using System.Security.Cryptography;
using System.Text;
using Tarn.Protocols.Aws.Signing;
using Tarn.Security;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>
/// Who signed a form: the text of its policy is signed, by Signature Version 4 ("Authenticating requests: browser-based
/// uploads using POST"), or by Version 2, which boto3 makes for endpoints that are not Amazon's.
/// </summary>
internal sealed class FormSignature(AccessKeys keys)
{
    private const string Service = "s3";

    /// <param name="form">The form.</param>
    /// <param name="policy">The text of its policy, in base 64 as it came.</param>
    /// <returns>The key and the region.</returns>
    /// <exception cref="SignatureException">It is not rightly signed.</exception>
    public (AccessKey Key, string Region) Verify(PostedForm form, string policy)
    {
        string? algorithm = form.Field("x-amz-algorithm");
        if (algorithm is null && form.Field("AWSAccessKeyId") is { } id && form.Field("signature") is { } signature)
        {
            AccessKey old = Find(id);
            return IsLegacySignature(old.Secret, policy, signature) ? (old, "us-east-1") : throw Mismatch();
        }

        if (algorithm != AuthorizationHeader.Algorithm)
        {
            throw algorithm is null
                ? new SignatureException(SignatureProblem.Missing, "the form is not signed")
                : new SignatureException(SignatureProblem.Malformed, $"x-amz-algorithm is '{algorithm}'");
        }

        string date = form.Field("x-amz-date") ?? "";
        if (CredentialScope.TryParse(form.Field("x-amz-credential") ?? "") is not { } credential
            || credential.Scope.Service != Service
            || !date.StartsWith(credential.Scope.Date, StringComparison.Ordinal))
        {
            throw new SignatureException(
                SignatureProblem.Malformed, "x-amz-credential and x-amz-date do not fit each other, or are no such");
        }

        AccessKey key = Find(credential.AccessKeyId);
        return new SigningKey(key.Secret, credential.Scope).IsSignature(policy, form.Field("x-amz-signature") ?? "")
            ? (key, credential.Scope.Region)
            : throw Mismatch();
    }

    private AccessKey Find(string id) => keys.Find(id) ?? throw new SignatureException(
        SignatureProblem.UnknownKey, $"the access key '{id}' is none of this lake's");

    private static bool IsLegacySignature(string secret, string policy, string signature)
    {
#pragma warning disable CA5350 // the version has no other hash
        byte[] hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(policy));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(hash)), Encoding.UTF8.GetBytes(signature));
    }

    private static SignatureException Mismatch() => new(
        SignatureProblem.Mismatch, "the signature is not the one of this policy and the secret of this access key");
}

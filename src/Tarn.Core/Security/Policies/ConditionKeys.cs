namespace Tarn.Security.Policies;

/// <summary>
/// The condition keys whose values Tarn gives ("AWS global condition context keys", and S3's in the service
/// authorization reference).
/// </summary>
public static class ConditionKeys
{
    private const string RequestObjectTag = "s3:RequestObjectTag/";

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:CurrentTime", "aws:EpochTime", "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent",
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalIsAWSService", "aws:PrincipalType", "aws:Referer",
        "aws:RequestedRegion", "aws:SecureTransport", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce",
        "aws:UserAgent", "aws:userid", "aws:username", "aws:ViaAWSService", "s3:authType", "s3:delimiter",
        "s3:if-match", "s3:if-none-match", "s3:LocationConstraint", "s3:max-keys", "s3:prefix",
        "s3:RequestObjectTagKeys", "s3:signatureversion", "s3:VersionId", "s3:x-amz-acl", "s3:x-amz-content-sha256",
        "s3:x-amz-copy-source", "s3:x-amz-metadata-directive", "s3:x-amz-server-side-encryption",
        "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-storage-class", "sts:ExternalId",
        "sts:RoleSessionName",
    };

    private static readonly HashSet<string> Narrowing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:userid",
    };

    /// <summary>Names of keys are the same in either case.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>
    /// Whether Tarn knows when a request has the key. Some of those it knows no request has, such as the network that
    /// an endpoint of a private cloud stands in.
    /// </summary>
    public static bool IsKnown(string key) =>
        Known.Contains(key) || key.StartsWith(RequestObjectTag, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a condition on it says who is meant.</summary>
    internal static bool NarrowsPrincipals(string key) => Narrowing.Contains(key);
}

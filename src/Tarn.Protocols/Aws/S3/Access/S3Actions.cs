using System.Collections.Frozen;

namespace Tarn.Protocols.Aws.S3.Access;

/// <summary>
/// Which permission each operation needs ("Required permissions for Amazon S3 API operations"), by the name of the
/// operation.
/// </summary>
internal static class S3Actions
{
    /// <summary>With a version in the request the permission is another.</summary>
    private static readonly FrozenDictionary<string, string> OfVersions = new Dictionary<string, string>
    {
        ["s3:GetObject"] = "s3:GetObjectVersion",
        ["s3:DeleteObject"] = "s3:DeleteObjectVersion",
        ["s3:GetObjectAcl"] = "s3:GetObjectVersionAcl",
        ["s3:PutObjectAcl"] = "s3:PutObjectVersionAcl",
        ["s3:GetObjectTagging"] = "s3:GetObjectVersionTagging",
        ["s3:PutObjectTagging"] = "s3:PutObjectVersionTagging",
        ["s3:DeleteObjectTagging"] = "s3:DeleteObjectVersionTagging",
        ["s3:GetObjectAttributes"] = "s3:GetObjectVersionAttributes",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> ByOperation = new Dictionary<string, string>
    {
        ["ListBuckets"] = "s3:ListAllMyBuckets",
        ["HeadBucket"] = "s3:ListBucket",
        ["ListObjects"] = "s3:ListBucket",
        ["ListObjectsV2"] = "s3:ListBucket",
        ["ListObjectVersions"] = "s3:ListBucketVersions",
        ["ListMultipartUploads"] = "s3:ListBucketMultipartUploads",
        ["ListParts"] = "s3:ListMultipartUploadParts",
        ["HeadObject"] = "s3:GetObject",
        ["DeleteObjects"] = "s3:DeleteObject",
        ["CopyObject"] = "s3:PutObject",
        ["CreateMultipartUpload"] = "s3:PutObject",
        ["UploadPart"] = "s3:PutObject",
        ["UploadPartCopy"] = "s3:PutObject",
        ["CompleteMultipartUpload"] = "s3:PutObject",
        ["PostObject"] = "s3:PutObject",
        ["SelectObjectContent"] = "s3:GetObject",
        ["DeleteBucketTagging"] = "s3:PutBucketTagging",
        ["GetBucketCors"] = "s3:GetBucketCORS",
        ["PutBucketCors"] = "s3:PutBucketCORS",
        ["DeleteBucketCors"] = "s3:PutBucketCORS",
        ["GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
        ["PutBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["DeleteBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["GetBucketReplication"] = "s3:GetReplicationConfiguration",
        ["PutBucketReplication"] = "s3:PutReplicationConfiguration",
        ["DeleteBucketReplication"] = "s3:PutReplicationConfiguration",
        ["GetBucketAccelerateConfiguration"] = "s3:GetAccelerateConfiguration",
        ["PutBucketAccelerateConfiguration"] = "s3:PutAccelerateConfiguration",
        ["GetBucketNotificationConfiguration"] = "s3:GetBucketNotification",
        ["PutBucketNotificationConfiguration"] = "s3:PutBucketNotification",
        ["DeleteBucketOwnershipControls"] = "s3:PutBucketOwnershipControls",
        ["GetBucketLifecycle"] = "s3:GetLifecycleConfiguration",
        ["PutBucketLifecycle"] = "s3:PutLifecycleConfiguration",
        ["DeleteBucketLifecycle"] = "s3:PutLifecycleConfiguration",
        ["GetBucketLifecycleConfiguration"] = "s3:GetLifecycleConfiguration",
        ["PutBucketLifecycleConfiguration"] = "s3:PutLifecycleConfiguration",
        ["DeleteBucketLifecycleConfiguration"] = "s3:PutLifecycleConfiguration",
        ["GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["PutPublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["DeletePublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["DeleteBucketPublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["GetObjectLockConfiguration"] = "s3:GetBucketObjectLockConfiguration",
        ["PutObjectLockConfiguration"] = "s3:PutBucketObjectLockConfiguration",
    }.ToFrozenDictionary();

    /// <summary>Operations whose permission is called like they are.</summary>
    private static readonly FrozenSet<string> OfTheSameName = new[]
    {
        "AbortMultipartUpload", "CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "DeleteBucketWebsite",
        "DeleteObject", "DeleteObjectTagging", "GetBucketAcl", "GetBucketLocation", "GetBucketLogging",
        "GetBucketNotification", "GetBucketObjectLockConfiguration", "GetBucketOwnershipControls", "GetBucketPolicy",
        "GetBucketPolicyStatus", "GetBucketPublicAccessBlock", "GetBucketRequestPayment", "GetBucketTagging",
        "GetBucketVersioning", "GetBucketWebsite", "GetObject", "GetObjectAcl", "GetObjectAttributes",
        "GetObjectLegalHold", "GetObjectRetention", "GetObjectTagging", "PutBucketAcl", "PutBucketLogging",
        "PutBucketNotification", "PutBucketObjectLockConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy",
        "PutBucketPublicAccessBlock", "PutBucketRequestPayment", "PutBucketTagging", "PutBucketVersioning",
        "PutBucketWebsite", "PutObject", "PutObjectAcl", "PutObjectLegalHold", "PutObjectRetention",
        "PutObjectTagging", "RestoreObject",
    }.ToFrozenSet();

    /// <summary>Null when nothing is known of the operation: then nobody may do it.</summary>
    /// <param name="operation">As <c>HeadObject</c>.</param>
    /// <param name="hasVersion">Whether the request names a version of the object.</param>
    public static string? Of(string operation, bool hasVersion)
    {
        string? action = OfTheSameName.Contains(operation)
            ? "s3:" + operation
            : ByOperation.GetValueOrDefault(operation);
        return hasVersion && action is not null ? OfVersions.GetValueOrDefault(action, action) : action;
    }
}

using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Forms;
using Tarn.Protocols.Aws.S3.LifecycleRules;
using Tarn.Protocols.Aws.S3.Notifications;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Uploads;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Archive;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3;

/// <summary>The operations of S3 that the lake has.</summary>
internal static class S3Service
{
    private static readonly OperationNote Owner = new() { Text = "the owner has all rights" };

    /// <returns>With what puts the files of forms, which no operation's name stands for.</returns>
    public static (IReadOnlyList<S3Operation> Operations, PostObject Posts) Create(
        AwsParts parts, BucketDefaults defaults, BucketPolicies policies)
    {
        BucketAccess access = new(parts.Buckets);
        VersionedObjects objects = new(access);
        KnownLifecycles lifecycles = new(new LifecycleStore(parts.Documents));
        ExpirationHeader expirations = new(lifecycles);
        BucketSettings settings = defaults.Settings;
        ContentEncryption encryption = new(parts.Kms, defaults);
        ObjectWriter writer = new(access, expirations, encryption, parts.Buckets.Events);
        GetObject get = new(objects, expirations, encryption);
        CopyObject copy = new(objects, writer, encryption);
        UploadStore uploads = new(parts.StateDirectory, parts.TimeProvider, parts.IdSource);
        IReadOnlyList<S3Operation> operations =
        [
            .. BucketOperations(
                access,
                new BucketOperations(
                    parts.Buckets, access, settings, policies, lifecycles, parts.Notifications?.Store),
                objects),
            .. new LifecycleOperations(access, lifecycles).Operations,
            .. new BucketDocuments(access, settings, defaults).Operations,
            .. parts.Notifications is { } notifications
                ? new NotificationOperations(access, notifications, parts.IdSource).Operations
                : [],
            .. new BucketPolicyOperations(access, settings, policies).Operations,
            .. ObjectOperations(
                access, objects, new DeleteObjects(access, parts.Buckets.Events), writer, get, copy),
            .. parts.Restores is { } restores ? RestoreOperations(access, objects, restores) : [],
            .. UploadOperations(access, objects, writer, encryption, uploads),
        ];
        return (operations, new PostObject(parts.Keys, writer, parts.TimeProvider));
    }

    private static IEnumerable<S3Operation> BucketOperations(
        BucketAccess access, BucketOperations buckets, VersionedObjects objects)
    {
        ListObjects listing = new(access);
        ObjectAcl acl = new(access, objects);
        BucketVersioning versioning = new(access);
        return
        [
            new("ListBuckets", "GET", S3Scope.Service, [], buckets.ListAsync),
            new("CreateBucket", "PUT", S3Scope.Bucket, [], buckets.CreateAsync),
            new("HeadBucket", "HEAD", S3Scope.Bucket, [], buckets.HeadAsync),
            new("DeleteBucket", "DELETE", S3Scope.Bucket, [], buckets.DeleteAsync),
            new("GetBucketLocation", "GET", S3Scope.Bucket, ["location"], buckets.GetLocationAsync)
            {
                Note = new() { Text = "there is one region, the one that clients sign for" },
            },
            new("GetBucketAcl", "GET", S3Scope.Bucket, ["acl"], acl.GetOfBucketAsync) { Note = Owner },
            new("ListObjects", "GET", S3Scope.Bucket, [], listing.FirstVersionAsync),
            new("ListObjectsV2", "GET", S3Scope.Bucket, ["list-type=2"], listing.SecondVersionAsync),
            new("ListObjectVersions", "GET", S3Scope.Bucket, ["versions"], new ListVersions(access).RunAsync),
            new("GetBucketVersioning", "GET", S3Scope.Bucket, ["versioning"], versioning.GetAsync),
            new("PutBucketVersioning", "PUT", S3Scope.Bucket, ["versioning"], versioning.PutAsync)
            {
                Note = new()
                {
                    Text = "[what makes versions](../guide/serving.md#versions-of-objects); MFA delete is refused",
                },
            },
        ];
    }

    private static IEnumerable<S3Operation> ObjectOperations(
        BucketAccess access,
        VersionedObjects objects,
        DeleteObjects delete,
        ObjectWriter writer,
        GetObject get,
        CopyObject copy)
    {
        ObjectTags tags = new(objects);
        return
        [
            new("PutObject", "PUT", S3Scope.Object, [], new PutObject(writer).RunAsync)
            {
                Note = new()
                {
                    Text = "metadata, tags, [storage class](../guide/lifecycle.md), `If-None-Match: *`, `If-Match`;"
                        + " [encryption](../formats/encryption.md) with AES256 and aws:kms, no SSE-C;"
                        + " CRC32, CRC32C, CRC64NVME, SHA1, SHA256 and MD5 are verified;"
                        + " also [forms](../guide/serving.md#uploads-from-browsers) that browsers post",
                },
            },
            new("CopyObject", "PUT", S3Scope.Object, [CopySource.Header], copy.RunAsync)
            {
                Note = new() { Text = "copies the bytes" },
            },
            new("GetObject", "GET", S3Scope.Object, [], get.RunAsync)
            {
                Note = new() { Text = "one range, parts, conditions, overriding headers, checksums" },
            },
            new("HeadObject", "HEAD", S3Scope.Object, [], get.HeadAsync),
            new("DeleteObject", "DELETE", S3Scope.Object, [], delete.OneAsync)
            {
                Note = new() { Text = "`If-Match`; not the conditions of directory buckets" },
            },
            new("DeleteObjects", "POST", S3Scope.Bucket, ["delete"], delete.ManyAsync)
            {
                Note = new() { Text = "with the `ETag` of each" },
            },
            new("GetObjectTagging", "GET", S3Scope.Object, ["tagging"], tags.GetAsync),
            new("PutObjectTagging", "PUT", S3Scope.Object, ["tagging"], tags.PutAsync),
            new("DeleteObjectTagging", "DELETE", S3Scope.Object, ["tagging"], tags.DeleteAsync),
            new("GetObjectAcl", "GET", S3Scope.Object, ["acl"], new ObjectAcl(access, objects).GetOfObjectAsync)
            {
                Note = Owner,
            },
        ];
    }

    private static IEnumerable<S3Operation> RestoreOperations(
        BucketAccess access, VersionedObjects objects, RestoreService restores) =>
    [
        new("RestoreObject", "POST", S3Scope.Object, ["restore"], new RestoreObject(access, objects, restores).RunAsync)
        {
            Note = new() { Text = "the tier makes no difference; no select" },
        },
    ];

    private static IEnumerable<S3Operation> UploadOperations(
        BucketAccess access,
        VersionedObjects objects,
        ObjectWriter writer,
        ContentEncryption encryption,
        UploadStore store)
    {
        StartUpload start = new(access, store, encryption);
        PutPart put = new(access, objects, store, encryption);
        FinishUpload finish = new(access, writer, encryption, store);
        ListUploads list = new(access, store);
        return
        [
            new("CreateMultipartUpload", "POST", S3Scope.Object, ["uploads"], start.RunAsync),
            new("UploadPart", "PUT", S3Scope.Object, ["uploadId", "partNumber"], put.RunAsync),
            new("UploadPartCopy", "PUT", S3Scope.Object, ["uploadId", "partNumber", CopySource.Header], put.CopyAsync),
            new("CompleteMultipartUpload", "POST", S3Scope.Object, ["uploadId"], finish.CompleteAsync),
            new("AbortMultipartUpload", "DELETE", S3Scope.Object, ["uploadId"], finish.AbortAsync),
            new("ListParts", "GET", S3Scope.Object, ["uploadId"], list.PartsAsync),
            new("ListMultipartUploads", "GET", S3Scope.Bucket, ["uploads"], list.UploadsAsync),
        ];
    }
}

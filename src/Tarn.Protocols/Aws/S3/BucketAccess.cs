using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;

namespace Tarn.Protocols.Aws.S3;

/// <summary>The lake's buckets as S3's operations ask for them.</summary>
internal sealed class BucketAccess(Tarn.Storage.Buckets buckets)
{
    /// <exception cref="AwsException"><c>NoSuchBucket</c>, <c>InvalidBucketName</c>.</exception>
    public LocalObjectStore Get(string bucket)
    {
        if (!Tarn.Storage.Buckets.IsName(bucket))
        {
            throw S3Errors.InvalidBucketName(bucket);
        }

        return buckets.Exists(bucket) ? buckets.GetLocal(bucket) : throw S3Errors.NoSuchBucket(bucket);
    }
}

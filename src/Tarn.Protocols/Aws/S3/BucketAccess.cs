using Tarn.Common;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;

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

    /// <exception cref="AwsException"><c>NoSuchBucket</c>, <c>NoSuchKey</c>.</exception>
    public async Task<AttributedObject> GetObjectAsync(
        string bucket, string key, CancellationToken cancellationToken) =>
        await Get(bucket).FindAsync(key, cancellationToken) ?? throw S3Errors.NoSuchKey(key);

    /// <summary>As above, of an object whose content is wanted.</summary>
    /// <exception cref="AwsException">Also <c>InvalidObjectState</c>: it must be restored before.</exception>
    public async Task<AttributedObject> GetReadableAsync(
        string bucket, string key, CancellationToken cancellationToken)
    {
        AttributedObject found = await GetObjectAsync(bucket, key, cancellationToken);
        return found.Info.IsArchived ? throw Archived(found) : found;
    }

    /// <summary>As above, open for reading; the caller disposes it.</summary>
    /// <exception cref="AwsException">
    /// <c>NoSuchBucket</c>, <c>NoSuchKey</c>, <c>InvalidObjectState</c>.
    /// </exception>
    public async Task<OpenObject> OpenObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await Get(bucket).OpenAsync(key, cancellationToken) ?? throw S3Errors.NoSuchKey(key);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ObjectArchived)
        {
            throw Archived(await GetObjectAsync(bucket, key, cancellationToken));
        }
    }

    private static AwsException Archived(AttributedObject found) => S3Errors.InvalidObjectState(
        "The operation is not valid for the object's storage class", found.Attributes.StorageClass);
}

using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>Stores objects under the conditions of their requests.</summary>
internal sealed class ObjectWriter(BucketAccess buckets)
{
    private readonly WriteLocks _locks = new();

    /// <param name="call">Says where, and under which conditions.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="attributes">Asked for then.</param>
    /// <exception cref="AwsException">A condition does not hold; nothing was changed.</exception>
    public async Task<ObjectInfo> WriteAsync(S3Call call, Stream content, Func<ObjectAttributes> attributes)
    {
        LocalObjectStore store = buckets.Get(call.Bucket);
        Conditions conditions = new(call);
        if (!conditions.IsReplaceOnly)
        {
            return await WriteAsync(store, call, content, attributes, conditions.IsCreateOnly);
        }

        using IDisposable held = await _locks.EnterAsync(call.Bucket, call.Key, call.Cancelled);
        conditions.AdmitReplacing(await store.FindAsync(call.Key, call.Cancelled));
        return await WriteAsync(store, call, content, attributes, conditions.IsCreateOnly);
    }

    private static async Task<ObjectInfo> WriteAsync(
        LocalObjectStore store, S3Call call, Stream content, Func<ObjectAttributes> attributes, bool isCreateOnly)
    {
        PutCondition condition = isCreateOnly ? PutCondition.IfAbsent : PutCondition.None;
        PutResult result = await store.Versions.PutAsync(call.Key, content, condition, attributes, call.Cancelled);
        if (result is not PutResult.Stored stored)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }

        VersionIds.Write(call, stored.VersionId);
        return stored.Object;
    }
}

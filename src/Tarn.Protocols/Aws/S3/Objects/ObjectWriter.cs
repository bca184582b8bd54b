using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>Stores objects under the conditions of their requests.</summary>
internal sealed class ObjectWriter(BucketAccess buckets, ContentEncryption encryption)
{
    private readonly WriteLocks _locks = new();

    /// <param name="call">Says where, and under which conditions.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="attributes">Asked for then.</param>
    /// <exception cref="AwsException">A condition does not hold; nothing was changed.</exception>
    public async Task<ObjectInfo> WriteAsync(S3Call call, Stream content, Func<ObjectAttributes> attributes)
    {
        buckets.Get(call.Bucket);
        return await WriteAsync(call, content, await encryption.ChooseAsync(call), attributes);
    }

    /// <summary>As above, when it is known how the object is to be encrypted.</summary>
    /// <param name="chosen">Null is not at all.</param>
    public async Task<ObjectInfo> WriteAsync(
        S3Call call, Stream content, ObjectEncryption? chosen, Func<ObjectAttributes> attributes)
    {
        EncryptionHeaders.Write(call, chosen);
        if (chosen is null)
        {
            return await WriteAsIsAsync(call, content, () => attributes() with { Encryption = null });
        }

        (EncryptedBody body, NewContent key) = await encryption.EncryptAsync(
            buckets.Get(call.Bucket), chosen, content, call.Cancelled);
        using NewContent ownedKey = key;
        await using EncryptedBody ownedBody = body;
        return await WriteAsIsAsync(
            call, body, () => attributes() with { Encryption = chosen with { ContentBytes = body.ContentBytes } });
    }

    private async Task<ObjectInfo> WriteAsIsAsync(S3Call call, Stream content, Func<ObjectAttributes> attributes)
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
        PutResult result = await store.PutAsync(call.Key, content, condition, attributes, call.Cancelled);
        return result is PutResult.Stored stored
            ? stored.Object
            : throw S3Errors.PreconditionFailed("If-None-Match");
    }
}

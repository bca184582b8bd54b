using Tarn.Common;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.LifecycleRules;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>Stores objects under the conditions of their requests, archived ones where those are kept.</summary>
internal sealed class ObjectWriter(
    BucketAccess buckets, ExpirationHeader expirations, ContentEncryption encryption, ObjectEvents events)
{
    /// <summary>
    /// Keep conditional writes of one object apart, from looking at what is there to replacing it. Writers without a
    /// condition take no part, as in S3.
    /// </summary>
    private readonly NamedLocks _locks = new();

    /// <param name="call">Says where, and under which conditions.</param>
    /// <param name="eventName">What is told of it: one of <see cref="ObjectEventNames"/>.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="storageClass">Of the object; null is STANDARD.</param>
    /// <param name="attributes">Asked for then.</param>
    /// <exception cref="AwsException">A condition does not hold; nothing was changed.</exception>
    public async Task<ObjectInfo> WriteAsync(
        S3Call call, string eventName, Stream content, string? storageClass, Func<ObjectAttributes> attributes)
    {
        buckets.Get(call.Bucket);
        return await WriteAsync(call, eventName, content, await encryption.ChooseAsync(call), storageClass, attributes);
    }

    /// <summary>As above, when it is known how the object is to be encrypted.</summary>
    /// <param name="chosen">Null is not at all.</param>
    public async Task<ObjectInfo> WriteAsync(
        S3Call call,
        string eventName,
        Stream content,
        ObjectEncryption? chosen,
        string? storageClass,
        Func<ObjectAttributes> attributes)
    {
        EncryptionHeaders.Write(call, chosen);
        if (chosen is null)
        {
            return await WriteAsIsAsync(
                call, eventName, content, storageClass, () => attributes() with { Encryption = null });
        }

        (EncryptedBody body, NewContent key) = await encryption.EncryptAsync(
            buckets.Get(call.Bucket), chosen, content, call.Cancelled);
        using NewContent ownedKey = key;
        await using EncryptedBody ownedBody = body;
        return await WriteAsIsAsync(
            call,
            eventName,
            body,
            storageClass,
            () => attributes() with { Encryption = chosen with { ContentBytes = body.ContentBytes } });
    }

    private async Task<ObjectInfo> WriteAsIsAsync(
        S3Call call, string eventName, Stream content, string? storageClass, Func<ObjectAttributes> attributes)
    {
        LocalObjectStore store = buckets.Get(call.Bucket);
        Conditions conditions = new(call);
        PutCondition condition = conditions.IsCreateOnly ? PutCondition.IfAbsent : PutCondition.None;
        ObjectAttributes? stored = null;
        ObjectAttributes Store() => stored = attributes();
        Func<Task<PutResult>> put = StorageClasses.IsArchive(storageClass)
            ? () => ArchivedPut.RunAsync(store, call.Key, content, condition, Store, call.Cancelled)
            : () => store.Versions.PutAsync(call.Key, content, condition, Store, call.Cancelled);
        if (!conditions.IsReplaceOnly)
        {
            return await StoredAsync(call, eventName, await put(), stored);
        }

        using IDisposable held = await _locks.EnterAsync($"{call.Bucket}/{call.Key}", call.Cancelled);
        conditions.AdmitReplacing(await store.FindAsync(call.Key, call.Cancelled));
        return await StoredAsync(call, eventName, await put(), stored);
    }

    private async Task<ObjectInfo> StoredAsync(
        S3Call call, string eventName, PutResult result, ObjectAttributes? attributes)
    {
        if (result is not PutResult.Stored made)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }

        VersionIds.Write(call, made.VersionId);
        AttributedObject found = new(made.Object, attributes ?? ObjectAttributes.None);
        events.Created(eventName, call.Bucket, call.Key, found.ContentBytes, found.ETag, made.VersionId);
        await expirations.WriteAsync(call, found);
        return made.Object;
    }
}

using Tarn.Common;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Versions;

/// <summary>
/// The objects, or versions of them, that requests are about ("Retrieving object versions from a versioning-enabled
/// bucket", S3 user guide). The answer's headers say which version it is.
/// </summary>
internal sealed class VersionedObjects(BucketAccess buckets)
{
    private const string SourceHeader = "x-amz-copy-source-version-id";

    /// <exception cref="AwsException">
    /// <c>NoSuchBucket</c>, <c>NoSuchKey</c>, <c>NoSuchVersion</c>; <c>MethodNotAllowed</c> for a delete marker.
    /// </exception>
    public async Task<AttributedObject> FindAsync(S3Call call)
    {
        LocalObjectStore store = buckets.Get(call.Bucket);
        if (VersionIds.Of(call) is { } versionId)
        {
            return await FindVersionAsync(call, store, versionId);
        }

        AttributedObject found = await store.FindAsync(call.Key, call.Cancelled)
            ?? throw await MissingAsync(call, store, call.Key);
        await DescribeAsync(call, store, found, VersionIds.Header);
        return found;
    }

    /// <summary>As above, open for reading; the caller disposes it.</summary>
    /// <exception cref="AwsException">As above; <c>InvalidObjectState</c>: it must be restored before.</exception>
    public async Task<OpenObject> OpenAsync(S3Call call)
    {
        try
        {
            return await OpenFileAsync(call);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ObjectArchived)
        {
            throw Archived(await FindAsync(call));
        }
    }

    /// <summary>What is to be copied.</summary>
    /// <exception cref="AwsException">
    /// <c>NoSuchBucket</c>, <c>NoSuchKey</c>, <c>NoSuchVersion</c>; <c>InvalidRequest</c> for a delete marker;
    /// <c>InvalidObjectState</c>: it must be restored before.
    /// </exception>
    public async Task<AttributedObject> FindSourceAsync(S3Call call, CopySource source)
    {
        AttributedObject found = await FindAnySourceAsync(call, source);
        return found.Info.IsArchived ? throw Archived(found) : found;
    }

    /// <summary>What was found, open for reading; the caller disposes it.</summary>
    /// <exception cref="AwsException"><c>NoSuchKey</c>: it was deleted meanwhile.</exception>
    public async Task<OpenObject> OpenSourceAsync(S3Call call, CopySource source, AttributedObject found) =>
        await buckets.Get(source.Bucket).Versions.OpenAsync(source.Key, IdOf(found), call.Cancelled)
            ?? throw S3Errors.NoSuchKey(source.Key);

    /// <summary>Replaces the attributes of what was found.</summary>
    /// <exception cref="AwsException"><c>NoSuchKey</c>: it was deleted meanwhile.</exception>
    public async Task SetAttributesAsync(S3Call call, AttributedObject found, ObjectAttributes attributes)
    {
        BucketVersions versions = buckets.Get(call.Bucket).Versions;
        if (!await versions.SetAttributesAsync(call.Key, IdOf(found), attributes, call.Cancelled))
        {
            throw S3Errors.NoSuchKey(call.Key);
        }
    }

    private static AwsException Archived(AttributedObject found) => S3Errors.InvalidObjectState(
        "The operation is not valid for the object's storage class", found.Attributes.StorageClass);

    private async Task<AttributedObject> FindAnySourceAsync(S3Call call, CopySource source)
    {
        LocalObjectStore store = buckets.Get(source.Bucket);
        if (source.VersionId is null)
        {
            AttributedObject found = await store.FindAsync(source.Key, call.Cancelled)
                ?? throw S3Errors.NoSuchKey(source.Key);
            await DescribeAsync(call, store, found, SourceHeader);
            return found;
        }

        ObjectVersion version = await store.Versions.FindAsync(source.Key, source.VersionId, call.Cancelled)
            ?? throw S3Errors.NoSuchVersion(source.Key, source.VersionId);
        call.SetHeader(SourceHeader, version.VersionId);
        return !version.IsMarker ? version.ToObject() : throw new AwsException(
            "InvalidRequest",
            "The source of a copy request may not specifically refer to a delete marker by version id.");
    }

    private async Task<OpenObject> OpenFileAsync(S3Call call)
    {
        LocalObjectStore store = buckets.Get(call.Bucket);
        if (VersionIds.Of(call) is { } versionId)
        {
            return await store.Versions.OpenAsync(call.Key, versionId, call.Cancelled) is { } version
                ? Described(call, version, versionId)
                : throw await MissingAsync(call, store, versionId, call.Key);
        }

        OpenObject open = await store.OpenAsync(call.Key, call.Cancelled)
            ?? throw await MissingAsync(call, store, call.Key);
        await DescribeAsync(call, store, open.Found, VersionIds.Header);
        return open;
    }

    private static string IdOf(AttributedObject found) => found.Attributes.VersionId ?? ObjectVersion.NullId;

    private static OpenObject Described(S3Call call, OpenObject open, string versionId)
    {
        VersionIds.Write(call, versionId);
        return open;
    }

    /// <summary>The id goes without saying where there never were versions.</summary>
    private static async Task DescribeAsync(
        S3Call call, LocalObjectStore store, AttributedObject found, string header)
    {
        bool hasVersions = found.Attributes.VersionId is not null
            || await store.Versions.GetStatusAsync(call.Cancelled) != VersioningStatus.Unversioned;
        call.SetHeader(header, hasVersions ? IdOf(found) : null);
    }

    private static async Task<AttributedObject> FindVersionAsync(
        S3Call call, LocalObjectStore store, string versionId)
    {
        ObjectVersion? version = await store.Versions.FindAsync(call.Key, versionId, call.Cancelled);
        if (version is null or { IsMarker: true })
        {
            throw Missing(call, version, versionId, call.Key);
        }

        VersionIds.Write(call, versionId);
        return version.ToObject();
    }

    /// <summary>Why there is no object now.</summary>
    private static async Task<AwsException> MissingAsync(S3Call call, LocalObjectStore store, string key)
    {
        if (await store.Versions.FindAsync(key, versionId: null, call.Cancelled) is { IsMarker: true } marker)
        {
            VersionIds.Write(call, marker.VersionId, isMarker: true);
        }

        return S3Errors.NoSuchKey(key);
    }

    private static async Task<AwsException> MissingAsync(
        S3Call call, LocalObjectStore store, string versionId, string key) =>
        Missing(call, await store.Versions.FindAsync(key, versionId, call.Cancelled), versionId, key);

    private static AwsException Missing(S3Call call, ObjectVersion? found, string versionId, string key)
    {
        if (found is not { IsMarker: true })
        {
            return S3Errors.NoSuchVersion(key, versionId);
        }

        VersionIds.Write(call, versionId, isMarker: true);
        call.SetHeader("Last-Modified", S3Time.Header(found.LastModified));
        call.SetHeader("Allow", "DELETE");
        return new AwsException(
            "MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
        { Details = [new("Method", call.Head.Method), new("ResourceType", "DeleteMarker")] };
    }
}

using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// Deletes objects that are still what the client takes them for (S3 user guide, "How to perform conditional deletes").
/// Conditions are about the current object, whatever is deleted.
/// </summary>
internal sealed class ConditionalDelete(BucketAccess buckets)
{
    private const int AttemptsMax = 10;

    /// <summary>Of directory buckets alone.</summary>
    private static readonly string[] Refused = ["x-amz-if-match-last-modified-time", "x-amz-if-match-size"];

    /// <summary>The condition of a request for one object; null when it has none.</summary>
    /// <exception cref="AwsException"><c>NotImplemented</c>: it has one that only directory buckets know.</exception>
    public static string? TagOf(S3Call call) =>
        Refused.FirstOrDefault(name => call.Header(name) is not null) is { } header
            ? throw new AwsException(
                "NotImplemented", "A header you provided implies functionality that is not implemented", 501)
            { Details = [new("Header", header)] }
            : call.Header("if-match");

    /// <param name="call">May read the object, too.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="versionId">Null deletes the object as it is.</param>
    /// <param name="tag">Its ETag, or '*'.</param>
    /// <exception cref="AwsException"><c>PreconditionFailed</c>: it is another, or there is none.</exception>
    public async Task<DeletedVersion> RunAsync(S3Call call, string key, string? versionId, string tag)
    {
        string read = S3Actions.Of("GetObject", hasVersion: false)!;
        if (await call.Access.FindRefusalAsync(call, read, call.Bucket, key) is { } refusal)
        {
            throw S3Errors.AccessDenied(refusal);
        }

        LocalObjectStore store = buckets.Get(call.Bucket);
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            AttributedObject? found = await store.FindAsync(key, call.Cancelled);
            if (found is null || !Conditions.Matches(tag, found))
            {
                throw S3Errors.PreconditionFailed("If-Match");
            }

            if (await TryDeleteAsync(store, found.Info, versionId, call.Cancelled) is { } deleted)
            {
                return deleted;
            }
        }

        throw new AwsException(
            "ConditionalRequestConflict",
            "The conditional request cannot succeed due to a conflicting operation against this resource.",
            409);
    }

    /// <summary>Null when the object was replaced meanwhile.</summary>
    private static async Task<DeletedVersion?> TryDeleteAsync(
        LocalObjectStore store, ObjectInfo found, string? versionId, CancellationToken cancellationToken)
    {
        if (versionId is not null)
        {
            return await store.Versions.DeleteAsync(found.Key, versionId, cancellationToken);
        }

        if (await store.Versions.GetStatusAsync(cancellationToken) != VersioningStatus.Unversioned)
        {
            return await store.Versions.DeleteUnchangedAsync(found, cancellationToken);
        }

        return await store.DeleteUnchangedAsync(found, cancellationToken)
            ? new DeletedVersion(VersionId: null, IsMarker: false)
            : null;
    }
}

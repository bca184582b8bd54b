using System.Runtime.CompilerServices;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// Finds what is due in a bucket at a moment, as it goes: no more than a page of objects is held, however many there
/// are.
/// </summary>
public sealed class LifecyclePlan(LifecycleParts parts, DateTimeOffset now)
{
    private const int PageObjects = 512;

    /// <summary>Nothing is changed.</summary>
    public async IAsyncEnumerable<DueAction> FindAsync(
        string bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (DueAction due in FindInArchiveAsync(bucket, cancellationToken))
        {
            yield return due;
        }

        LifecycleConfiguration? configuration = await parts.RulesOfAsync(bucket, cancellationToken);
        BucketVersions versions = parts.Buckets.GetLocal(bucket).Versions;
        if (configuration is null
            && await versions.GetStatusAsync(cancellationToken) == VersioningStatus.Unversioned)
        {
            yield break;
        }

        // Copies of archived versions go also when the rules are gone that archived them.
        configuration ??= new LifecycleConfiguration { Rules = [] };

        LifecycleEvaluator evaluator = new(configuration);
        foreach (IncompleteUpload upload in await parts.Uploads.ListAsync(bucket, cancellationToken))
        {
            if (evaluator.DecideUpload(upload.Key, upload.StartedAt, now) is { } action)
            {
                yield return new DueAction.OnUpload(
                    Record(bucket, upload.Key, action) with { VersionId = upload.Id }, upload);
            }
        }

        await foreach (DueAction due in FindAsync(bucket, evaluator, cancellationToken))
        {
            yield return due;
        }
    }

    private async IAsyncEnumerable<DueAction> FindAsync(
        string bucket, LifecycleEvaluator evaluator, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BucketVersions versions = parts.Buckets.GetLocal(bucket).Versions;
        if (await versions.GetStatusAsync(cancellationToken) == VersioningStatus.Unversioned)
        {
            await foreach (AttributedObject found in ListAsync(bucket, cancellationToken))
            {
                if (evaluator.Decide(found, now) is { } action)
                {
                    yield return OnObject(bucket, found, action);
                }
            }

            yield break;
        }

        await foreach ((ObjectVersion version, LifecycleAction action) in new VersionPlan(evaluator, now)
            .FindAsync(versions.ListAsync("", cancellationToken), cancellationToken))
        {
            yield return new DueAction.OnVersion(
                Record(bucket, version.Key, action) with
                {
                    SizeBytes = version.SizeBytes,
                    VersionId = version.VersionId,
                },
                version);
        }
    }

    /// <summary>Restored copies whose time has come, and what processes that died left.</summary>
    private async IAsyncEnumerable<DueAction> FindInArchiveAsync(
        string bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LocalObjectStore store = parts.Buckets.GetLocal(bucket);
        await foreach (string key in store.Archive.ListAsync(cancellationToken))
        {
            if (await store.FindAsync(key, cancellationToken) is not { Info.IsArchived: false } own)
            {
                continue;
            }

            if (own.Attributes.Restore is not { } mark)
            {
                yield return OnObject(bucket, own, new LifecycleAction(LifecycleActionKind.DropLeftover, Rule: null));
            }
            else if (mark.ExpiresAt <= now)
            {
                yield return OnObject(
                    bucket, own, new LifecycleAction(LifecycleActionKind.DropRestoredCopy, Rule: null));
            }
        }
    }

    private async IAsyncEnumerable<AttributedObject> ListAsync(
        string bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LocalObjectStore store = parts.Buckets.GetLocal(bucket);
        await foreach (ObjectInfo[] page in store.ListAsync("", cancellationToken).Chunk(PageObjects))
        {
            foreach (AttributedObject found in await store.WithAttributesAsync(page, cancellationToken))
            {
                yield return found;
            }
        }
    }

    private DueAction.OnObject OnObject(string bucket, AttributedObject found, LifecycleAction action) =>
        new(Record(bucket, found.Info.Key, action) with { SizeBytes = found.Info.SizeBytes }, found);

    private LifecycleRecord Record(string bucket, string key, LifecycleAction action) => new()
    {
        At = now,
        Bucket = bucket,
        Key = key,
        Action = action.Kind,
        Rule = action.Rule,
        StorageClass = action.StorageClass,
    };
}

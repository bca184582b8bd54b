using System.Runtime.CompilerServices;
using Tarn.Storage.Versions;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// Finds what is due for the versions of a bucket, as they come: in order of key, and of a key the newest first.
/// </summary>
internal sealed class VersionPlan(LifecycleEvaluator evaluator, DateTimeOffset now)
{
    public async IAsyncEnumerable<(ObjectVersion Version, LifecycleAction Action)> FindAsync(
        IAsyncEnumerable<ObjectVersion> versions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? key = null;
        int newerVersions = 0;
        ObjectVersion? lone = null;
        await foreach (ObjectVersion version in versions.WithCancellation(cancellationToken))
        {
            bool isFirst = version.Key != key;
            if (isFirst && lone is not null && evaluator.DecideLoneMarker(lone, now) is { } drop)
            {
                yield return (lone, drop);
            }

            // Whether a marker is alone is known when the next version comes.
            lone = isFirst && version is { IsLatest: true, IsMarker: true } ? version : null;
            key = version.Key;
            newerVersions = isFirst ? 0 : newerVersions;
            if (Decide(version, newerVersions) is { } action)
            {
                yield return (version, action);
            }

            newerVersions += version.IsLatest || version.IsMarker ? 0 : 1;
        }

        if (lone is not null && evaluator.DecideLoneMarker(lone, now) is { } last)
        {
            yield return (lone, last);
        }
    }

    private LifecycleAction? Decide(ObjectVersion version, int newerVersions) =>
        !version.IsLatest
            ? evaluator.DecideNoncurrent(version, newerVersions, now) ?? DecideCopy(version)
        : version.IsMarker ? null
        : evaluator.Decide(version.ToObject(), now);

    /// <summary>The copy of an archived version goes when its time has come, whatever rules say.</summary>
    private LifecycleAction? DecideCopy(ObjectVersion version) =>
        !version.IsArchived && version.Attributes.Restore?.ExpiresAt <= now
            ? new LifecycleAction(LifecycleActionKind.DropRestoredCopy, Rule: null)
            : null;
}

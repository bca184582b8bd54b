using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// Says what a configuration does to an object at a moment. Of several actions that are due, deleting comes before
/// moving, and of several classes the last in the waterfall is taken ("Examples of S3 Lifecycle configurations",
/// "Conflicting lifecycle actions").
/// </summary>
public sealed class LifecycleEvaluator
{
    private readonly LifecycleConfiguration _configuration;
    private readonly IReadOnlyList<LifecycleRule> _rules;

    public LifecycleEvaluator(LifecycleConfiguration configuration)
    {
        _configuration = configuration;
        _rules = [.. configuration.Rules.Where(rule => rule.IsEnabled)];
    }

    /// <summary>What is due for an object, or the current version of one; null when nothing is.</summary>
    public LifecycleAction? Decide(AttributedObject found, DateTimeOffset now)
    {
        if (FindExpiry(found) is { } expiry && expiry.At <= now)
        {
            return new LifecycleAction(LifecycleActionKind.Expire, expiry.Rule);
        }

        return _rules
            .Where(rule => Matches(rule, found))
            .SelectMany(rule => rule.Transitions, (rule, move) => (Rule: rule, Move: move))
            .Where(item => Due(item.Move.Days, item.Move.Date, found.Info.LastModified) <= now
                && CanMove(item.Rule, item.Move.StorageClass, found))
            .OrderByDescending(item => StorageClasses.PlaceOf(item.Move.StorageClass))
            .ThenBy(item => item.Rule.Id, StringComparer.Ordinal)
            .Select(item => new LifecycleAction(LifecycleActionKind.Transition, item.Rule.Id, item.Move.StorageClass))
            .FirstOrDefault();
    }

    /// <summary>When the object will be deleted, and by which rule; null when none says so.</summary>
    public (DateTimeOffset At, string Rule)? FindExpiry(AttributedObject found)
    {
        (DateTimeOffset At, string Rule)? first = null;
        foreach (LifecycleRule rule in _rules)
        {
            if (rule.Expiration is { } expiration
                && Due(expiration.Days, expiration.Date, found.Info.LastModified) is { } at
                && (first is null || at < first.Value.At)
                && Matches(rule, found))
            {
                first = (at, rule.Id);
            }
        }

        return first;
    }

    /// <summary>What is due for a version that is not current; null when nothing is.</summary>
    /// <param name="version">It, or a delete marker.</param>
    /// <param name="newerVersions">How many noncurrent versions of the key, without markers, are newer.</param>
    /// <param name="now">The moment.</param>
    public LifecycleAction? DecideNoncurrent(ObjectVersion version, int newerVersions, DateTimeOffset now)
    {
        if (version.NoncurrentSince is not { } since)
        {
            return null;
        }

        AttributedObject found = version.ToObject();
        LifecycleRule[] rules = [.. _rules.Where(rule => Matches(rule, found))];
        if (rules.FirstOrDefault(rule => rule.NoncurrentExpiration is { } expiration
            && newerVersions >= (expiration.NewerVersionsKept ?? 0)
            && MidnightUtc.AfterDays(since, expiration.Days) <= now) is { } expiring)
        {
            return new LifecycleAction(LifecycleActionKind.ExpireVersion, expiring.Id);
        }

        return rules
            .SelectMany(rule => rule.NoncurrentTransitions, (rule, move) => (Rule: rule, Move: move))
            .Where(item => !version.IsMarker
                && newerVersions >= (item.Move.NewerVersionsKept ?? 0)
                && MidnightUtc.AfterDays(since, item.Move.Days) <= now
                && CanMove(item.Rule, item.Move.StorageClass, found))
            .OrderByDescending(item => StorageClasses.PlaceOf(item.Move.StorageClass))
            .ThenBy(item => item.Rule.Id, StringComparer.Ordinal)
            .Select(item =>
                new LifecycleAction(LifecycleActionKind.TransitionVersion, item.Rule.Id, item.Move.StorageClass))
            .FirstOrDefault();
    }

    /// <summary>
    /// What is due for a delete marker that is the only version of its key; null when nothing is. Rules that delete
    /// objects after some days delete markers, too, when they are as old.
    /// </summary>
    public LifecycleAction? DecideLoneMarker(ObjectVersion marker, DateTimeOffset now) => _rules
        .Where(rule => Matches(rule, marker.ToObject()) && rule.Expiration is { } expiration
            && (expiration.DropsLoneDeleteMarkers == true
                || (expiration.Days is { } days && MidnightUtc.AfterDays(marker.LastModified, days) <= now)))
        .Select(rule => new LifecycleAction(LifecycleActionKind.DropDeleteMarker, rule.Id))
        .FirstOrDefault();

    /// <summary>What is due for an upload in parts; null when nothing is.</summary>
    /// <param name="key">Of the object that it would be.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="now">The moment.</param>
    public LifecycleAction? DecideUpload(string key, DateTimeOffset startedAt, DateTimeOffset now) => _rules
        .Where(rule => rule.AbortUploadsAfterDays is { } days
            && key.StartsWith(rule.Filter.Prefix ?? "", StringComparison.Ordinal)
            && MidnightUtc.AfterDays(startedAt, days) <= now)
        .Select(rule => new LifecycleAction(LifecycleActionKind.AbortUpload, rule.Id))
        .FirstOrDefault();

    private static DateTimeOffset? Due(int? days, DateTimeOffset? date, DateTimeOffset start) =>
        days is { } count ? MidnightUtc.AfterDays(start, count) : date;

    private static bool Matches(LifecycleRule rule, AttributedObject found) =>
        rule.Filter.Matches(found.Info.Key, found.Info.SizeBytes, found.Attributes.Tags);

    private bool CanMove(LifecycleRule rule, string storageClass, AttributedObject found) =>
        StorageClasses.CanMove(found.Attributes.StorageClass, storageClass)
        && (rule.Filter.HasSizes || !_configuration.IsTooSmall(found.Info.SizeBytes, storageClass));
}

using Tarn.Storage.Events;

namespace Tarn.Flows.Events;

/// <summary>Which events of objects a trigger waits for.</summary>
internal sealed class EventMatching(
    NotificationStore notifications, Func<string, (string Bucket, string Prefix)?> findTableLog)
{
    private const string CreatedStart = "ObjectCreated:";

    /// <summary>Whether an event is one of them; where events were missed, it may have been.</summary>
    public Func<ObjectEvent, bool> Of(Trigger trigger)
    {
        Func<ObjectEvent, bool> matches = trigger.Event switch
        {
            { Bucket: { } bucket } filter => told => IsCreated(told, bucket, filter.Prefix, filter.Suffix),
            { Table: { } table } => OfTable(table),
            null when trigger.Workflow is { } workflow => told => IsSentTo(told, workflow),
            _ => _ => false,
        };
        bool waitsForObjects = trigger.Event is null or { Webhook: null };
        return told => matches(told) || (waitsForObjects && told.Name == ObjectEventNames.Missed);
    }

    /// <summary>The bucket that a trigger waits for objects of; null: none of its own.</summary>
    public string? BucketOf(Trigger trigger) => trigger.Event switch
    {
        { Bucket: { } bucket } => bucket,
        { Table: { } table } => findTableLog(table)?.Bucket,
        _ => null,
    };

    private Func<ObjectEvent, bool> OfTable(string table) => findTableLog(table) is { } log
        ? told => IsCreated(told, log.Bucket, log.Prefix, ".json")
        : _ => false;

    private static bool IsCreated(ObjectEvent told, string bucket, string prefix, string suffix) =>
        told.Bucket == bucket
        && told.Name.StartsWith(CreatedStart, StringComparison.Ordinal)
        && told.Key is { } key
        && key.StartsWith(prefix, StringComparison.Ordinal)
        && key.EndsWith(suffix, StringComparison.Ordinal);

    private bool IsSentTo(ObjectEvent told, string workflow) =>
        told.Bucket is { } bucket && (notifications.Find(bucket)?.Rules ?? [])
            .Any(rule => rule.TargetName == workflow && rule.IsFor(told));
}

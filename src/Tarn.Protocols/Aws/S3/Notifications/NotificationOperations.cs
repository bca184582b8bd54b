using Tarn.Common;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Notifications;

/// <summary>PutBucketNotificationConfiguration and GetBucketNotificationConfiguration.</summary>
/// <param name="buckets">Whose events they are.</param>
/// <param name="parts">Keep configurations, and know the targets.</param>
/// <param name="ids">Names rules that have no id.</param>
internal sealed class NotificationOperations(BucketAccess buckets, NotificationParts parts, IIdSource ids)
{
    private static readonly string[] Marks = ["notification"];

    private readonly NotificationReader _reader = new(ids);

    public IEnumerable<S3Operation> Operations =>
    [
        new("PutBucketNotificationConfiguration", "PUT", S3Scope.Bucket, Marks, PutAsync)
        {
            Note = new()
            {
                Text = "EventBridge is [the lake's own events](../guide/events.md); a function is a job or crawler of"
                    + " that name; topics and queues are refused, as are events that Tarn does not have",
            },
        },
        new("GetBucketNotificationConfiguration", "GET", S3Scope.Bucket, Marks, GetAsync),
    ];

    private async Task PutAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        NotificationConfiguration configuration = _reader.Read(await S3Xml.ReadAsync(call));
        foreach (NotificationRule rule in configuration.Rules)
        {
            if (!await parts.IsTarget(rule.TargetName, call.Cancelled))
            {
                throw NotificationReader.NoTarget(rule.Target);
            }
        }

        await parts.Store.SetAsync(call.Bucket, configuration, call.Cancelled);
        call.Respond(200);
    }

    private Task GetAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        NotificationConfiguration configuration = parts.Store.Find(call.Bucket) ?? new NotificationConfiguration();
        return S3Xml.WriteAsync(
            call, "NotificationConfiguration", xml => NotificationWriter.Write(xml, configuration));
    }
}

using Tarn.Alarms.Topics;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>Publishes notifications to topics of the lake.</summary>
/// <param name="lake">Its name.</param>
/// <param name="topics">Null in a process that serves none.</param>
internal sealed class TopicPost(string lake, TopicService? topics)
{
    private const int SubjectLengthMax = 100;

    /// <exception cref="Tarn.Common.TarnException"><c>TN1003</c>: there is no such topic.</exception>
    public async Task<SendOutcome> SendAsync(
        string topic, Notification notification, CancellationToken cancellationToken)
    {
        if (topics is null)
        {
            return new SendOutcome.Later("a server publishes to topics, and none runs");
        }

        WebhookBody body = WebhookBody.Of(lake, notification);
        Dictionary<string, MessageAttribute> attributes = new()
        {
            ["id"] = new("String", body.Id),
            ["event"] = new("String", body.Event),
            ["severity"] = new("String", body.Severity),
        };
        if (body is { Kind: { } kind, Name: { } name })
        {
            attributes["kind"] = new MessageAttribute("String", kind);
            attributes["name"] = new MessageAttribute("String", name);
        }

        string title = $"[{lake}] {notification.Title}";
        await topics.PublishAsync(
            topic,
            (id, at) => new TopicMessage
            {
                Id = id,
                At = at,
                Subject = title.Length > SubjectLengthMax ? title[..SubjectLengthMax] : title,
                Text = $"{notification.Title}\n\n{notification.Text}",
                Attributes = attributes,
            },
            cancellationToken);
        return new SendOutcome.Sent();
    }
}

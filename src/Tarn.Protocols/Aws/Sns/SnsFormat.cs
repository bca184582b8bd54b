using System.Globalization;
using System.Text;
using System.Text.Json;
using Tarn.Alarms.Topics;
using Tarn.Alarms.Topics.Delivery;
using Tarn.Protocols.Aws.Signing;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>
/// Messages as SNS sends them ("Parsing Amazon SNS message formats"), but without a signature: whose certificate AWS's
/// clients look for at AWS alone.
/// </summary>
public sealed class SnsFormat : ITopicFormat
{
    public string BodyOf(TopicDelivery delivery, TopicSubscription subscription)
    {
        string text = delivery.Message.TextFor(subscription.Protocol);
        return subscription.IsRaw && delivery.Kind == TopicDeliveryKind.Message
            ? text
            : Envelope(delivery, subscription, text);
    }

    public string MailOf(TopicDelivery delivery, TopicSubscription subscription) =>
        delivery.Kind == TopicDeliveryKind.Confirmation
            ? $"{delivery.Message.Text}\n\nTo confirm this, follow the link:\n{ConfirmUrl(subscription)}\n\n"
                + "If you did not want it, there is nothing to do."
            : $"{delivery.Message.TextFor(subscription.Protocol)}\n\n"
                + $"--\nTo get no more of these:\n{LeaveUrl(subscription)}";

    public IReadOnlyList<KeyValuePair<string, string>> HeadersOf(
        TopicDelivery delivery, TopicSubscription subscription)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("x-amz-sns-message-type", TypeOf(delivery)),
            new("x-amz-sns-message-id", delivery.Message.Id),
            new("x-amz-sns-topic-arn", SnsNames.ArnOf(subscription.Topic, subscription.Region)),
            new("User-Agent", "Amazon Simple Notification Service Agent"),
        ];
        if (delivery.Kind == TopicDeliveryKind.Message)
        {
            headers.Add(new("x-amz-sns-subscription-arn", SnsNames.ArnOf(subscription)));
            if (subscription.IsRaw)
            {
                headers.Add(new("x-amz-sns-rawdelivery", "true"));
            }
        }

        return headers;
    }

    private static string TypeOf(TopicDelivery delivery) =>
        delivery.Kind == TopicDeliveryKind.Confirmation ? "SubscriptionConfirmation" : "Notification";

    private static string Envelope(TopicDelivery delivery, TopicSubscription subscription, string text)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("Type", TypeOf(delivery));
            writer.WriteString("MessageId", delivery.Message.Id);
            writer.WriteString("TopicArn", SnsNames.ArnOf(subscription.Topic, subscription.Region));
            if (delivery.Kind == TopicDeliveryKind.Confirmation)
            {
                writer.WriteString("Token", subscription.Token);
                writer.WriteString("Message", $"{text}\nTo confirm the subscription, visit the SubscribeURL.");
                writer.WriteString("SubscribeURL", ConfirmUrl(subscription));
            }
            else
            {
                if (delivery.Message.Subject is { } subject)
                {
                    writer.WriteString("Subject", subject);
                }

                writer.WriteString("Message", text);
                writer.WriteString("UnsubscribeURL", LeaveUrl(subscription));
                WriteAttributes(writer, delivery.Message);
            }

            writer.WriteString(
                "Timestamp",
                delivery.Message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static void WriteAttributes(Utf8JsonWriter writer, TopicMessage message)
    {
        if (message.Attributes.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("MessageAttributes");
        foreach ((string name, MessageAttribute attribute) in message.Attributes)
        {
            writer.WriteStartObject(name);
            writer.WriteString("Type", attribute.Type);
            writer.WriteString("Value", attribute.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string ConfirmUrl(TopicSubscription subscription)
    {
        string topic = PercentEncoding.Encode(SnsNames.ArnOf(subscription.Topic, subscription.Region));
        return $"{subscription.LakeUrl}/?Action=ConfirmSubscription&TopicArn={topic}&Token={subscription.Token}";
    }

    private static string LeaveUrl(TopicSubscription subscription) =>
        $"{subscription.LakeUrl}/?Action=Unsubscribe&SubscriptionArn="
        + PercentEncoding.Encode(SnsNames.ArnOf(subscription));
}

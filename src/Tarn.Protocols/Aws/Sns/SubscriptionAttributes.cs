using Tarn.Alarms.Topics;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Attributes of subscriptions by SNS's names.</summary>
internal static class SubscriptionAttributes
{
    private const string ByBody = "MessageBody";
    private const string ByAttributes = "MessageAttributes";

    public static IEnumerable<KeyValuePair<string, string>> Of(TopicSubscription subscription)
    {
        yield return new("SubscriptionArn", SnsNames.ArnOf(subscription));
        yield return new("TopicArn", SnsNames.ArnOf(subscription.Topic, subscription.Region));
        yield return new("Owner", AwsAccount.Id);
        yield return new("Protocol", TopicWords.Of(subscription.Protocol));
        yield return new("Endpoint", subscription.Endpoint);
        yield return new("PendingConfirmation", Word(!subscription.IsConfirmed));
        yield return new("ConfirmationWasAuthenticated", Word(subscription.IsEndedByOwnersOnly));
        yield return new("RawMessageDelivery", Word(subscription.IsRaw));
        yield return new("SubscriptionPrincipal", $"arn:aws:iam::{AwsAccount.Id}:root");
        if (subscription.FilterPolicy is { } policy)
        {
            yield return new("FilterPolicy", policy);
            yield return new("FilterPolicyScope", subscription.IsFilteredByBody ? ByBody : ByAttributes);
        }
    }

    /// <summary>The subscription with one of them changed.</summary>
    /// <exception cref="AwsException"><c>InvalidParameter</c>: there is none, or it cannot be that.</exception>
    public static TopicSubscription Set(TopicSubscription subscription, string name, string value) => name switch
    {
        "RawMessageDelivery" => value switch
        {
            "true" when subscription.Protocol is SubscriptionProtocol.Http or SubscriptionProtocol.Https =>
                subscription with { IsRaw = true },
            "false" or "" => subscription with { IsRaw = false },
            _ => throw SnsErrors.Invalid("Attributes Reason: RawMessageDelivery"),
        },
        "FilterPolicy" => subscription with { FilterPolicy = value is "" or "{}" ? null : value },
        "FilterPolicyScope" => value switch
        {
            ByBody => subscription with { IsFilteredByBody = true },
            ByAttributes or "" => subscription with { IsFilteredByBody = false },
            _ => throw SnsErrors.Invalid("Attributes Reason: FilterPolicyScope"),
        },
        _ when value.Length == 0 => subscription,
        _ => throw SnsErrors.Invalid($"AttributeName: Tarn does not implement '{name}'"),
    };

    private static string Word(bool value) => value ? "true" : "false";
}

using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Simple Notification Service over the topics of a lake.</summary>
internal static class SnsService
{
    private static readonly Dictionary<string, OperationNote> Notes = new()
    {
        ["CreateTopic"] = new()
        {
            Text = "FIFO topics, keys and data protection are refused",
            Ignored = "delivery policies, feedback and access policies of topics are kept",
        },
        ["SetTopicAttributes"] = new()
        {
            Text = "as `CreateTopic`",
            Ignored = "delivery policies, feedback and access policies of topics are kept",
        },
        ["Subscribe"] = new()
        {
            Text = "protocols `http`, `https`, `email` and `email-json`; mail goes through the first channel of type"
                + " `email` of `lake.yaml`; messages are not signed",
        },
        ["SetSubscriptionAttributes"] = new()
        {
            Text = "`RawMessageDelivery`, `FilterPolicy` (exact, `prefix`, `suffix`, `anything-but`,"
                + " `equals-ignore-case`, `numeric`, `exists`) and `FilterPolicyScope`; others are refused",
        },
        ["Publish"] = new() { Text = "to topics; text messages to telephones are refused" },
    };

    public static QueryService Create(SnsParts parts)
    {
        SubscriptionOperations subscriptions = new(parts.Topics);
        return new QueryService
        {
            Name = "sns",
            Version = "2010-03-31",
            Namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
            Operations = new TopicOperations(parts.Topics.Catalog).All
                .Concat(subscriptions.All)
                .Concat(new PublishOperations(parts.Topics).All)
                .ToDictionary(),
            Links = new Dictionary<string, LinkOperation>
            {
                ["ConfirmSubscription"] = subscriptions.ConfirmAsync,
                ["Unsubscribe"] = subscriptions.LeaveAsync,
            },
            Notes = Notes,
            Translate = SnsErrors.Of,
        };
    }
}

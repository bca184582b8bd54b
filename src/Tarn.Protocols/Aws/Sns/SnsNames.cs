using System.Text.RegularExpressions;
using Tarn.Alarms.Topics;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Names and ARNs of topics and subscriptions.</summary>
internal static partial class SnsNames
{
    private const string Pending = "pending confirmation";

    public static string ArnOf(string topic, string region) => AwsAccount.Arn("sns", region, topic);

    public static string ArnOf(TopicSubscription subscription) =>
        $"{ArnOf(subscription.Topic, subscription.Region)}:{subscription.Id}";

    /// <summary>The ARN as lists show it: of who has not confirmed there is none.</summary>
    public static string ListedArnOf(TopicSubscription subscription) =>
        subscription.IsConfirmed ? ArnOf(subscription) : "PendingConfirmation";

    /// <summary>What Subscribe answers when the ARN is not asked for.</summary>
    public static string AnsweredArnOf(TopicSubscription subscription, bool isArnWanted) =>
        subscription.IsConfirmed || isArnWanted ? ArnOf(subscription) : Pending;

    /// <exception cref="AwsException"><c>InvalidParameter</c>: it is no name.</exception>
    public static string RequireName(string name) => Valid().IsMatch(name)
        ? name
        : throw SnsErrors.Invalid("Topic Name");

    /// <summary>The topic of a request.</summary>
    /// <exception cref="AwsException"><c>InvalidParameter</c>: it is no ARN of one.</exception>
    public static string TopicOf(QueryRequest request, string member = "TopicArn")
    {
        string[] parts = (request.Optional(member) ?? "").Split(':');
        return parts.Length == 6 && parts[2] == "sns" ? parts[5] : throw SnsErrors.Invalid(member);
    }

    /// <summary>The id of the subscription of a request.</summary>
    /// <exception cref="AwsException"><c>InvalidParameter</c>: it is no ARN of one.</exception>
    public static string SubscriptionOf(QueryRequest request)
    {
        string[] parts = (request.Optional("SubscriptionArn") ?? "").Split(':');
        return parts.Length == 7 && parts[2] == "sns" ? parts[6] : throw SnsErrors.Invalid("SubscriptionArn");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z")]
    private static partial Regex Valid();
}

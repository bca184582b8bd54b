using Tarn.Alarms.Topics;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Subscriptions: made, confirmed, described, changed, ended, listed.</summary>
internal sealed class SubscriptionOperations(TopicService service)
{
    private readonly TopicCatalog _topics = service.Catalog;

    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("Subscribe", SubscribeAsync),
        new("ConfirmSubscription", (request, _, cancellationToken) => ConfirmAsync(request, cancellationToken)),
        new("Unsubscribe", UnsubscribeAsync),
        new("ListSubscriptions", ListAsync),
        new("ListSubscriptionsByTopic", ListByTopicAsync),
        new("GetSubscriptionAttributes", GetAttributesAsync),
        new("SetSubscriptionAttributes", SetAttributesAsync),
    ];

    /// <summary>Also of who follows the link of a message, and has signed nothing.</summary>
    public async Task<ResultWriter> ConfirmAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        string topic = SnsNames.TopicOf(request);
        await _topics.GetAsync(topic, cancellationToken);
        string token = request.Required("Token");
        TopicSubscription found = (await _topics.ListSubscriptionsAsync(topic, cancellationToken))
            .FirstOrDefault(subscription => subscription.Token == token) ?? throw SnsErrors.Invalid("Token");
        bool isOwners = request.Optional("AuthenticateOnUnsubscribe") == "true";
        await _topics.UpdateSubscriptionAsync(
            found.Id,
            subscription => subscription with { IsConfirmed = true, IsEndedByOwnersOnly = isOwners },
            cancellationToken);
        return SnsXml.Element("SubscriptionArn", SnsNames.ArnOf(found));
    }

    /// <summary>Of who follows the link of a message, and has signed nothing.</summary>
    public async Task<ResultWriter> LeaveAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        string id = SnsNames.SubscriptionOf(request);
        if ((await FindAsync(id, cancellationToken)).IsEndedByOwnersOnly)
        {
            throw new AwsException("AuthorizationError", "Unsubscribe needs a signature for this subscription", 403);
        }

        await _topics.DeleteSubscriptionAsync(id, cancellationToken);
        return SnsXml.Nothing;
    }

    private async Task<ResultWriter> SubscribeAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string topic = SnsNames.TopicOf(request);
        await _topics.GetAsync(topic, cancellationToken);
        SubscriptionProtocol protocol = ReadProtocol(request.Required("Protocol"));
        string endpoint = RequireEndpoint(protocol, request.Optional("Endpoint") ?? "");
        bool isArnWanted = request.Optional("ReturnSubscriptionArn") == "true";
        TopicSubscription? known = (await _topics.ListSubscriptionsAsync(topic, cancellationToken))
            .FirstOrDefault(other => other.Protocol == protocol && other.Endpoint == endpoint);
        if (known is not null)
        {
            if (!known.IsConfirmed)
            {
                await service.AskAsync(known, cancellationToken);
            }

            return SnsXml.Element("SubscriptionArn", SnsNames.AnsweredArnOf(known, isArnWanted));
        }

        TopicSubscription made = await service.SubscribeAsync(
            (id, token) => request.Map("Attributes").Aggregate(
                new TopicSubscription
                {
                    Id = id,
                    Topic = topic,
                    Protocol = protocol,
                    Endpoint = endpoint,
                    Region = call.Region,
                    LakeUrl = $"{call.Http.Request.Scheme}://{call.Http.Request.Host}",
                    Token = token,
                },
                (subscription, pair) => SubscriptionAttributes.Set(subscription, pair.Key, pair.Value)),
            cancellationToken);
        return SnsXml.Element("SubscriptionArn", SnsNames.AnsweredArnOf(made, isArnWanted));
    }

    /// <summary>That there is none is no error.</summary>
    private async Task<ResultWriter> UnsubscribeAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await _topics.DeleteSubscriptionAsync(SnsNames.SubscriptionOf(request), cancellationToken);
        return SnsXml.Nothing;
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken) =>
        List(request, await _topics.ListSubscriptionsAsync(topic: null, cancellationToken));

    private async Task<ResultWriter> ListByTopicAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string topic = SnsNames.TopicOf(request);
        await _topics.GetAsync(topic, cancellationToken);
        return List(request, await _topics.ListSubscriptionsAsync(topic, cancellationToken));
    }

    private static ResultWriter List(QueryRequest request, IReadOnlyList<TopicSubscription> subscriptions) =>
        SnsPage.Write(request, subscriptions, subscription => subscription.Id, "Subscriptions", (xml, subscription) =>
        {
            xml.WriteElementString("SubscriptionArn", SnsNames.ListedArnOf(subscription));
            xml.WriteElementString("Owner", AwsAccount.Id);
            xml.WriteElementString("Protocol", TopicWords.Of(subscription.Protocol));
            xml.WriteElementString("Endpoint", subscription.Endpoint);
            xml.WriteElementString("TopicArn", SnsNames.ArnOf(subscription.Topic, subscription.Region));
        });

    private async Task<ResultWriter> GetAttributesAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken) => SnsXml.Map(
            "Attributes",
            SubscriptionAttributes.Of(await FindAsync(SnsNames.SubscriptionOf(request), cancellationToken)));

    private async Task<ResultWriter> SetAttributesAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string id = SnsNames.SubscriptionOf(request);
        await FindAsync(id, cancellationToken);
        string name = request.Required("AttributeName");
        string value = request.Optional("AttributeValue") ?? "";
        await _topics.UpdateSubscriptionAsync(
            id, subscription => SubscriptionAttributes.Set(subscription, name, value), cancellationToken);
        return SnsXml.Nothing;
    }

    private async Task<TopicSubscription> FindAsync(string id, CancellationToken cancellationToken) =>
        await _topics.FindSubscriptionAsync(id, cancellationToken)
        ?? throw SnsErrors.NotFound("Subscription does not exist");

    private SubscriptionProtocol ReadProtocol(string word)
    {
        SubscriptionProtocol protocol = TopicWords.TryParse(word)
            ?? throw SnsErrors.Invalid(
                $"Protocol: Tarn does not implement '{word}'; it has http, https, email and email-json");
        bool isMail = protocol is SubscriptionProtocol.Email or SubscriptionProtocol.EmailJson;
        return isMail && !service.HasMail
            ? throw SnsErrors.Invalid("Protocol: mail needs a channel of type email in notifications of lake.yaml")
            : protocol;
    }

    private static string RequireEndpoint(SubscriptionProtocol protocol, string endpoint)
    {
        bool isGood = protocol switch
        {
            SubscriptionProtocol.Http or SubscriptionProtocol.Https =>
                Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? url) && url.Scheme == TopicWords.Of(protocol),
            _ => endpoint.Count(letter => letter == '@') == 1
                && endpoint.All(letter => letter is > ' ' and <= '~' and not ('<' or '>' or ',' or '"')),
        };
        return isGood ? endpoint : throw SnsErrors.Invalid("Endpoint");
    }
}

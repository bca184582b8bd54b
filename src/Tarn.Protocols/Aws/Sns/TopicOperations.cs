using System.Globalization;
using System.Text.Json;
using Tarn.Alarms.Topics;
using Tarn.Common;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Topics: made, described, deleted, listed, tagged.</summary>
internal sealed class TopicOperations(TopicCatalog topics)
{
    // What delivery looks at is none of them: they are kept, since clients that set one want to read it again.
    private static readonly string[] Kept =
    [
        "DisplayName", "Policy", "DeliveryPolicy", "SignatureVersion", "TracingConfig",
        .. new[] { "HTTP", "Firehose", "Lambda", "Application", "SQS" }.SelectMany(protocol => new[]
        {
            $"{protocol}SuccessFeedbackRoleArn", $"{protocol}SuccessFeedbackSampleRate",
            $"{protocol}FailureFeedbackRoleArn",
        }),
    ];

    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("CreateTopic", CreateAsync),
        new("DeleteTopic", DeleteAsync),
        new("ListTopics", ListAsync),
        new("GetTopicAttributes", GetAttributesAsync),
        new("SetTopicAttributes", SetAttributesAsync),
        new("TagResource", TagAsync),
        new("UntagResource", UntagAsync),
        new("ListTagsForResource", ListTagsAsync),
    ];

    private async Task<ResultWriter> CreateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string name = SnsNames.RequireName(request.Required("Name"));
        Dictionary<string, string> attributes = [];
        foreach ((string key, string value) in request.Map("Attributes"))
        {
            Set(attributes, key, value);
        }

        Topic topic = new()
        {
            Name = name,
            Attributes = attributes,
            Tags = request.Pairs("Tags").ToDictionary(),
        };
        try
        {
            await topics.CreateAsync(topic, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.EntryExists)
        {
            // The same once more is no error; with something else it is.
            Topic made = await topics.GetAsync(name, cancellationToken);
            if (attributes.Any(pair => made.Attributes.GetValueOrDefault(pair.Key) != pair.Value))
            {
                throw SnsErrors.Invalid("Attributes Reason: Topic already exists with different attributes");
            }
        }

        return SnsXml.Element("TopicArn", SnsNames.ArnOf(name, call.Region));
    }

    /// <summary>That there is none is no error.</summary>
    private async Task<ResultWriter> DeleteAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await topics.DeleteAsync(SnsNames.TopicOf(request), cancellationToken);
        return SnsXml.Nothing;
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<Topic> all = await topics.ListAsync(cancellationToken);
        return SnsPage.Write(
            request,
            all.OrderBy(topic => topic.Name, StringComparer.Ordinal),
            topic => topic.Name,
            "Topics",
            (xml, topic) => xml.WriteElementString("TopicArn", SnsNames.ArnOf(topic.Name, call.Region)));
    }

    private async Task<ResultWriter> GetAttributesAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Topic topic = await topics.GetAsync(SnsNames.TopicOf(request), cancellationToken);
        IReadOnlyList<TopicSubscription> subscriptions = await topics.ListSubscriptionsAsync(
            topic.Name, cancellationToken);
        string arn = SnsNames.ArnOf(topic.Name, call.Region);
        Dictionary<string, string> attributes = new()
        {
            ["TopicArn"] = arn,
            ["Owner"] = AwsAccount.Id,
            ["DisplayName"] = "",
            ["Policy"] = DefaultPolicy(arn),
            ["SubscriptionsConfirmed"] = Count(subscriptions.Count(subscription => subscription.IsConfirmed)),
            ["SubscriptionsPending"] = Count(subscriptions.Count(subscription => !subscription.IsConfirmed)),
            ["SubscriptionsDeleted"] = "0",
        };
        foreach ((string key, string value) in topic.Attributes)
        {
            attributes[key] = value;
        }

        return SnsXml.Map("Attributes", attributes);
    }

    private async Task<ResultWriter> SetAttributesAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await topics.UpdateAsync(
            SnsNames.TopicOf(request),
            topic =>
            {
                Dictionary<string, string> attributes = new(topic.Attributes);
                Set(attributes, request.Required("AttributeName"), request.Optional("AttributeValue") ?? "");
                return topic with { Attributes = attributes };
            },
            cancellationToken);
        return SnsXml.Nothing;
    }

    private Task<ResultWriter> TagAsync(QueryRequest request, AwsCall call, CancellationToken cancellationToken) =>
        ChangeTagsAsync(request, tags => tags.Concat(request.Pairs("Tags")), cancellationToken);

    private Task<ResultWriter> UntagAsync(QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = request.List("TagKeys");
        return ChangeTagsAsync(request, tags => tags.Where(tag => !keys.Contains(tag.Key)), cancellationToken);
    }

    private async Task<ResultWriter> ChangeTagsAsync(
        QueryRequest request,
        Func<IEnumerable<KeyValuePair<string, string>>, IEnumerable<KeyValuePair<string, string>>> change,
        CancellationToken cancellationToken)
    {
        string name = await RequireAsync(request, cancellationToken);
        await topics.UpdateAsync(
            name,
            topic =>
            {
                Dictionary<string, string> tags = [];
                foreach ((string key, string value) in change(topic.Tags))
                {
                    tags[key] = value;
                }

                return topic with { Tags = tags };
            },
            cancellationToken);
        return SnsXml.Nothing;
    }

    private async Task<ResultWriter> ListTagsAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Topic topic = await topics.GetAsync(await RequireAsync(request, cancellationToken), cancellationToken);
        return xml => SnsXml.WriteList(xml, "Tags", topic.Tags, tag =>
        {
            xml.WriteElementString("Key", tag.Key);
            xml.WriteElementString("Value", tag.Value);
        });
    }

    private async Task<string> RequireAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        string name = SnsNames.TopicOf(request, "ResourceArn");
        return await topics.FindAsync(name, cancellationToken) is null
            ? throw new AwsException("ResourceNotFound", "Resource does not exist", 404)
            : name;
    }

    private static void Set(Dictionary<string, string> attributes, string name, string value)
    {
        if (!Kept.Contains(name) && !(value.Length == 0 || value == "false"))
        {
            throw SnsErrors.Invalid($"AttributeName: Tarn does not implement '{name}'");
        }

        if (value.Length == 0)
        {
            attributes.Remove(name);
        }
        else if (Kept.Contains(name))
        {
            attributes[name] = value;
        }
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>As SNS gives one to topics that have none: their account may do everything.</summary>
    private static string DefaultPolicy(string arn)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2008-10-17");
            writer.WriteString("Id", "__default_policy_ID");
            writer.WriteStartArray("Statement");
            writer.WriteStartObject();
            writer.WriteString("Sid", "__default_statement_ID");
            writer.WriteString("Effect", "Allow");
            writer.WriteStartObject("Principal");
            writer.WriteString("AWS", "*");
            writer.WriteEndObject();
            writer.WriteStartArray("Action");
            foreach (string action in new[]
            {
                "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic",
                "Subscribe", "ListSubscriptionsByTopic", "Publish",
            })
            {
                writer.WriteStringValue($"SNS:{action}");
            }

            writer.WriteEndArray();
            writer.WriteString("Resource", arn);
            writer.WriteStartObject("Condition");
            writer.WriteStartObject("StringEquals");
            writer.WriteString("AWS:SourceOwner", AwsAccount.Id);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}

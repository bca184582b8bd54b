using System.Xml.Linq;
using Tarn.Common;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Notifications;

/// <summary>NotificationConfiguration as XML (Amazon S3 API reference, "NotificationConfiguration").</summary>
/// <param name="ids">Names rules that have no id.</param>
internal sealed class NotificationReader(IIdSource ids)
{
    private const int RulesMax = 100;
    private const string Unusable = "Unable to validate the following destination configurations";

    private static readonly (string Element, string Target)[] Refused =
        [("TopicConfiguration", "Topic"), ("QueueConfiguration", "Queue")];

    /// <exception cref="AwsException">
    /// <c>MalformedXML</c>; <c>InvalidArgument</c> for events and targets that there are not.
    /// </exception>
    public NotificationConfiguration Read(XElement root)
    {
        if (root.Name.LocalName != "NotificationConfiguration")
        {
            throw S3Errors.MalformedXml();
        }

        foreach ((string element, string target) in Refused)
        {
            if (root.Child(element) is { } refused)
            {
                throw NoTarget(refused.Text(target) ?? "");
            }
        }

        NotificationRule[] rules = [.. root.Children("CloudFunctionConfiguration").Select(ReadRule)];
        if (rules.Length > RulesMax || rules.DistinctBy(rule => rule.Id).Count() < rules.Length)
        {
            throw S3Errors.MalformedXml();
        }

        RequireApart(rules);
        return new NotificationConfiguration
        {
            TellsLake = root.Child("EventBridgeConfiguration") is not null,
            Rules = rules,
        };
    }

    /// <summary>The target names neither a job nor a crawler, nor a workflow that begins with events.</summary>
    public static AwsException NoTarget(string target) => S3Errors.InvalidArgument(
        Unusable, target, "The destination is no job, crawler or workflow that begins with events: name one as"
            + " arn:aws:lambda:REGION:ACCOUNT:function:NAME");

    private NotificationRule ReadRule(XElement element)
    {
        string target = element.Text("CloudFunction") ?? throw S3Errors.MalformedXml();
        string[] events = [.. element.Children("Event").Select(found => found.Value.Trim())];
        if (events.Length == 0)
        {
            throw S3Errors.MalformedXml();
        }

        if (events.FirstOrDefault(name => !ObjectEventNames.Patterns.Contains(name)) is { } unknown)
        {
            throw S3Errors.InvalidArgument("The event is not supported for notifications", "Event", unknown);
        }

        (string? prefix, string? suffix) = ReadFilter(element);
        return new NotificationRule
        {
            Id = element.Text("Id") is { Length: > 0 } id ? id : ids.NextId(),
            Target = target,
            TargetName = NameIn(target) ?? throw NoTarget(target),
            Events = events,
            Prefix = prefix,
            Suffix = suffix,
        };
    }

    /// <summary>As <c>arn:aws:lambda:us-east-1:000000000000:function:name</c>, with an alias or without.</summary>
    private static string? NameIn(string target) =>
        target.Split(':') is ["arn", _, "lambda", _, _, "function", { Length: > 0 } name, .. { Length: <= 1 }]
            ? name
            : null;

    private static (string? Prefix, string? Suffix) ReadFilter(XElement element)
    {
        string? prefix = null;
        string? suffix = null;
        foreach (XElement rule in element.Child("Filter")?.Child("S3Key")?.Children("FilterRule") ?? [])
        {
            string value = rule.Child("Value")?.Value ?? "";
            switch (rule.Text("Name")?.ToLowerInvariant())
            {
                case "prefix" when prefix is null:
                    prefix = value;
                    break;
                case "suffix" when suffix is null:
                    suffix = value;
                    break;
                default:
                    throw S3Errors.InvalidArgument(
                        "filter rule name must be either prefix or suffix", "FilterRule.Name", rule.Text("Name") ?? "");
            }
        }

        return (prefix, suffix);
    }

    /// <summary>S3 wants each event of an object to be for one rule.</summary>
    private static void RequireApart(NotificationRule[] rules)
    {
        for (int i = 0; i < rules.Length; i++)
        {
            if (rules[..i].FirstOrDefault(other => Overlap(rules[i], other)) is { } other)
            {
                throw S3Errors.InvalidArgument(
                    "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
                    rules[i].Id,
                    other.Id);
            }
        }
    }

    private static bool Overlap(NotificationRule one, NotificationRule other) =>
        one.Events.Any(name => other.Events.Any(pattern => AreOneKind(name, pattern)))
        && Either(one.Prefix, other.Prefix, (text, start) => text.StartsWith(start, StringComparison.Ordinal))
        && Either(one.Suffix, other.Suffix, (text, end) => text.EndsWith(end, StringComparison.Ordinal));

    private static bool AreOneKind(string one, string other) =>
        Either(one.TrimEnd('*'), other.TrimEnd('*'), (text, start) =>
            text == start || (start.EndsWith(':') && text.StartsWith(start, StringComparison.Ordinal)));

    private static bool Either(string? one, string? other, Func<string, string, bool> covers) =>
        covers(one ?? "", other ?? "") || covers(other ?? "", one ?? "");
}

using Tarn.Definitions.Yaml;
using Tarn.Flows;
using Tarn.Flows.Events;
using Tarn.Streams.Intake;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>
/// What a trigger waits for: <c>object_created</c>, <c>table_committed</c>, <c>run_finished</c> or <c>webhook</c>.
/// </summary>
internal sealed class EventBinder(BindingContext context, FlowNames names)
{
    private const long BatchSizeMax = 10_000;

    private static readonly (string, bool)[] SignatureStyles = [("body", false), ("timestamped", true)];

    private static readonly string[] Kinds = ["object_created", "table_committed", "run_finished", "webhook"];

    /// <summary>Of the workflow that the event starts; null when the trigger says what it starts.</summary>
    public IReadOnlyCollection<string>? Parameters { get; init; }

    /// <summary>The trigger with its event; null, with an error, when there is none.</summary>
    public Trigger? Bind(Trigger bare, YamlNode node)
    {
        if (node is not YamlNode.Map map)
        {
            context.BadValue(
                node.Location, $"an event must be a map, found {node.Kind}", $"one of {Shown.List(Kinds)}");
            return null;
        }

        MapReader reader = new(map, context, "the event", node.Location);
        string[] found = [.. Kinds.Where(kind => reader.Find(kind) is not null)];
        Trigger? bound = found is [var one] ? Bind(bare, reader, one) : null;
        EventBatch? batch = Batch(reader);
        EventArguments parameters = new(context);
        bound = bound is { Actions: [var action] } && Parameters is not null
            ? bound with { Actions = [action with { Arguments = parameters.Bind(reader, "parameters", Parameters) }] }
            : bound;
        reader.RefuseUnknownKeys();
        if (found.Length != 1)
        {
            context.BadValue(node.Location, "a trigger waits for one kind of event", $"one of {Shown.List(Kinds)}");
        }

        if (batch is not null && (bound is null || bound.Kind != TriggerKind.Event || bound.Event?.Webhook is not null))
        {
            context.BadValue(reader.Place("batch"), "only objects and commits come in batches", "take 'batch' away");
        }

        if (bound is not null)
        {
            parameters.Check(bound);
        }

        return bound is null ? null : bound with { Batch = batch };
    }

    private Trigger? Bind(Trigger bare, MapReader reader, string kind) => kind switch
    {
        "object_created" => Objects(reader) is { } filter ? bare with { Event = filter } : null,
        "table_committed" => Table(reader) is { } filter ? bare with { Event = filter } : null,
        "webhook" => Webhook(reader) is { } filter ? bare with { Event = filter } : null,
        _ => new ConditionBinder(context, names).Bind(reader.Find(kind)!) is { } condition
            ? bare with { Kind = TriggerKind.Conditional, Conditions = [condition] }
            : null,
    };

    private EventFilter? Objects(MapReader reader)
    {
        if (reader.Map("object_created") is not { } map)
        {
            return null;
        }

        MapReader objects = new(map, context, "'object_created'", reader.Place("object_created"));
        YamlNode.Scalar? bucket = objects.RequiredText("bucket", "the name of a bucket");
        EventFilter filter = new()
        {
            Bucket = bucket?.Value,
            Prefix = objects.Text("prefix")?.Value ?? "",
            Suffix = objects.Text("suffix")?.Value ?? "",
        };
        objects.RefuseUnknownKeys();
        return bucket is not null && NameRules.IsBucket(context, bucket) ? filter : null;
    }

    /// <summary>A commit of a managed table.</summary>
    private EventFilter? Table(MapReader reader) =>
        reader.Text("table_committed") is { } text && NameRules.Table(context, text) is { } table
            ? new EventFilter { Table = table.ToString() }
            : null;

    private EventFilter? Webhook(MapReader reader)
    {
        if (reader.Map("webhook") is not { } map)
        {
            return null;
        }

        MapReader webhook = new(map, context, "'webhook'", reader.Place("webhook"));
        string? token = webhook.Text("token")?.Value;
        string? secret = webhook.Text("secret")?.Value;
        bool isTimestamped = webhook.Word("style", SignatureStyles) ?? false;
        string header = webhook.Text("header")?.Value
            ?? (isTimestamped ? WebhookSignature.TimestampedHeader : WebhookSignature.BodyHeader);
        webhook.RefuseUnknownKeys();
        if (string.IsNullOrEmpty(token) == string.IsNullOrEmpty(secret))
        {
            context.BadValue(
                reader.Place("webhook"),
                "a webhook has a token or a secret",
                "expected token: \"${env:NAME}\", or secret: \"${env:NAME}\" for signatures");
            return null;
        }

        WebhookSignature? signature = string.IsNullOrEmpty(secret)
            ? null
            : new WebhookSignature { Secret = secret, IsTimestamped = isTimestamped, Header = header };
        return new EventFilter { Webhook = new WebhookFilter(token, signature) };
    }

    private EventBatch? Batch(MapReader reader)
    {
        if (reader.Map("batch") is not { } map)
        {
            return null;
        }

        MapReader batch = new(map, context, "'batch'", reader.Place("batch"));
        batch.Require("size", "a number of events");
        long? size = batch.Whole("size", 1, BatchSizeMax);
        TimeSpan? window = batch.FindDuration("window", context);
        batch.RefuseUnknownKeys();
        return size is null ? null : new EventBatch((int)size.Value, (int?)window?.TotalSeconds);
    }
}

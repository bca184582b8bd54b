using Tarn.Definitions.Yaml;
using Tarn.Flows;
using Tarn.Flows.Schedules;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>A file of <c>kind: trigger</c>.</summary>
internal sealed class TriggerBinder(BindingContext context, FlowNames names, string file)
{
    private static readonly string[] Kinds = ["job", "crawler", "workflow"];

    private readonly EventArguments _arguments = new(context);

    public FlowDraft Bind(string name, MapReader reader)
    {
        Trigger bare = new()
        {
            Name = name,
            Kind = TriggerKind.OnDemand,
            Description = reader.Text("description")?.Value,
            Actions = Actions(reader.Require("start", "a job, a crawler or a workflow, or a list of them")),
            IsOn = true,
            File = file,
        };
        ScheduleTarget target = new() { Kind = ScheduleTargetKind.Trigger, Name = name };
        ScheduleDefinition? schedule = new TimingBinder(context, reader).Bind(target);
        YamlNode? on = reader.Find("on");
        YamlNode? conditions = reader.Find("conditions");
        int causes = (schedule is null ? 0 : 1) + (on is null ? 0 : 1) + (conditions is null ? 0 : 1);
        if (causes > 1)
        {
            context.BadValue(
                reader.Owner, "a trigger has one cause", "expected one of schedule, on, conditions, or none of them");
        }

        Trigger? trigger = schedule is not null ? Scheduled(bare, schedule)
            : on is not null ? new EventBinder(context, names).Bind(bare with { Kind = TriggerKind.Event }, on)
            : conditions is not null ? Conditional(bare, reader)
            : bare;
        if (trigger is not null)
        {
            _arguments.Check(trigger);
        }

        return new FlowDraft { Triggers = trigger is null ? [] : [trigger], Names = names.All };
    }

    private static Trigger Scheduled(Trigger bare, ScheduleDefinition schedule) => bare with
    {
        Kind = TriggerKind.Scheduled,
        Schedule = schedule.Expression,
        TimeZone = schedule.TimeZone,
        Missed = schedule.Missed,
        StartAt = schedule.StartAt,
        EndAt = schedule.EndAt,
    };

    /// <summary>A map with <c>all</c> or <c>any</c>.</summary>
    private Trigger? Conditional(Trigger bare, MapReader reader)
    {
        if (reader.Map("conditions") is not { } map)
        {
            return null;
        }

        MapReader conditions = new(map, context, "'conditions'", reader.Place("conditions"));
        YamlNode? all = conditions.Find("all");
        YamlNode? any = conditions.Find("any");
        conditions.RefuseUnknownKeys();
        if (all is null == any is null || (all ?? any) is not YamlNode.Sequence list)
        {
            context.BadValue(
                reader.Place("conditions"), "conditions are a list under 'all' or 'any'", "as all: [{job: etl}]");
            return null;
        }

        ConditionBinder binder = new(context, names);
        return bare with
        {
            Kind = TriggerKind.Conditional,
            IsAnyEnough = any is not null,
            Conditions = [.. list.Items.Select(binder.Bind).OfType<TriggerCondition>()],
        };
    }

    private List<TriggerAction> Actions(YamlNode? node)
    {
        IReadOnlyList<YamlNode> all = node switch
        {
            null => [],
            YamlNode.Sequence sequence => sequence.Items,
            _ => [node],
        };
        return [.. all.Select(Action).OfType<TriggerAction>()];
    }

    private TriggerAction? Action(YamlNode node)
    {
        if (node is not YamlNode.Map map)
        {
            context.BadValue(node.Location, $"what is started must be a map, found {node.Kind}", "as {job: etl}");
            return null;
        }

        MapReader reader = new(map, context, "what is started", node.Location);
        string[] found = [.. Kinds.Where(kind => reader.Find(kind) is not null)];
        YamlNode.Scalar? name = found is [var kind] ? reader.Text(kind) : null;
        Dictionary<string, string> arguments = _arguments.Bind(
            reader, found is ["workflow"] && reader.Find("parameters") is not null ? "parameters" : "arguments");
        reader.RefuseUnknownKeys();
        if (name is null)
        {
            context.BadValue(node.Location, "one thing is named that is started", $"one of {Shown.List(Kinds)}");
            return null;
        }

        names.Add(found[0], name);
        return new TriggerAction
        {
            Job = found[0] == "job" ? name.Value : null,
            Crawler = found[0] == "crawler" ? name.Value : null,
            Workflow = found[0] == "workflow" ? name.Value : null,
            Arguments = arguments,
        };
    }
}

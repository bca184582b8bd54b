using Tarn.Definitions.Yaml;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Schedules;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>A file of <c>kind: workflow</c>.</summary>
internal sealed class WorkflowBinder(BindingContext context, FlowNames names, string file)
{
    private const long RunsAllowedMax = 1000;

    private static readonly (string, bool)[] BusyWords = [("queue", true), ("refuse", false)];

    private readonly HashSet<string> _stepNames = [];

    public FlowDraft Bind(string name, MapReader reader)
    {
        ScheduleTarget target = new() { Kind = ScheduleTargetKind.Workflow, Name = name };
        ScheduleDefinition? schedule = new TimingBinder(context, reader).Bind(target);
        (int? runsMax, bool queues, string? queue) = Concurrency(reader);
        WorkflowDefinition workflow = new()
        {
            Name = name,
            Description = reader.Text("description")?.Value,
            Parameters = Parameters(reader.Map("parameters")),
            RunsMax = runsMax,
            Queues = queues,
            Queue = queue,
            Timeout = reader.FindDuration("timeout", context),
            LateAfter = reader.FindDuration("late_after", context),
            Steps = Steps(reader),
            File = file,
        };
        return new FlowDraft
        {
            Workflow = workflow,
            Schedule = schedule is null ? null : schedule with { Group = "workflows", File = file },
            Triggers = Triggers(workflow, reader.Find("on")),
            Names = names.All,
        };
    }

    /// <summary>One, or a list of them; each is a trigger of its own.</summary>
    private List<Trigger> Triggers(WorkflowDefinition workflow, YamlNode? node)
    {
        IReadOnlyList<YamlNode> all = node switch
        {
            null => [],
            YamlNode.Sequence sequence => sequence.Items,
            _ => [node],
        };
        List<Trigger> triggers = [];
        foreach (YamlNode one in all)
        {
            Trigger bare = new()
            {
                Name = $"{workflow.Name}.on{triggers.Count + 1}",
                Kind = TriggerKind.Event,
                Actions = [new TriggerAction { Workflow = workflow.Name }],
                IsOn = true,
                File = file,
            };
            EventBinder binder = new(context, names) { Parameters = [.. workflow.Parameters.Keys] };
            if (binder.Bind(bare, one) is { } trigger)
            {
                triggers.Add(trigger);
            }
        }

        return triggers;
    }

    private Dictionary<string, string?> Parameters(YamlNode.Map? map)
    {
        Dictionary<string, string?> parameters = [];
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            NameRules.IsLabel(context, "parameter", entry.Key);
            if (entry.Value is YamlNode.Scalar value)
            {
                parameters[entry.Key.Value] = value.IsNull ? null : context.Substitution.Expand(value).Value;
            }
            else
            {
                context.BadValue(
                    entry.Value.Location,
                    $"the default of '{Shown.Text(entry.Key.Value)}' must be text, found {entry.Value.Kind}",
                    "expected text, or nothing when runs have to say it");
            }
        }

        return parameters;
    }

    private (int? RunsMax, bool Queues, string? Queue) Concurrency(MapReader reader)
    {
        if (reader.Map("concurrency") is not { } map)
        {
            return (null, false, null);
        }

        MapReader concurrency = new(map, context, "'concurrency'", reader.Place("concurrency"));
        concurrency.Require("max", "a number of runs");
        int? max = (int?)concurrency.Whole("max", 1, RunsAllowedMax);
        bool queues = concurrency.Word("when_busy", BusyWords) ?? true;
        YamlNode.Scalar? queue = concurrency.Text("queue");
        concurrency.RefuseUnknownKeys();
        return (max, queues, queue is not null && NameRules.IsLabel(context, "queue", queue) ? queue.Value : null);
    }

    private List<StepDefinition> Steps(MapReader reader)
    {
        List<BoundStep> steps =
        [
            .. Steps(reader.Require("steps", "a map of steps by name"), "steps", StepPhase.Main),
            .. Steps(reader.Find("catch"), "catch", StepPhase.Catch),
            .. Steps(reader.Find("finally"), "finally", StepPhase.Finally),
        ];
        new StepGraphCheck(context, steps, _stepNames).Run();
        return [.. steps.Select(step => step.Definition)];
    }

    private List<BoundStep> Steps(YamlNode? node, string key, StepPhase phase)
    {
        if (node is not YamlNode.Map map)
        {
            if (node is not null)
            {
                context.BadValue(node.Location, $"'{key}' must be a map, found {node.Kind}", "expected steps by name");
            }

            return [];
        }

        StepBinder binder = new(context, names);
        List<BoundStep> steps = [];
        foreach (YamlEntry entry in map.Entries)
        {
            _stepNames.Add(entry.Key.Value);
            if (IsStepName(entry.Key) && binder.Bind(entry, phase) is { } step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    /// <summary>Without dots, which part the words of <c>${steps.NAME.state}</c>.</summary>
    private bool IsStepName(YamlNode.Scalar name)
    {
        if (!name.Value.Contains('.', StringComparison.Ordinal))
        {
            return NameRules.IsLabel(context, "step", name);
        }

        context.BadValue(
            name.Location, $"'{Shown.Text(name.Value)}' is not a step name", "expected letters, digits, '-' and '_'");
        return false;
    }
}

using Tarn.Definitions.Yaml;
using Tarn.Flows;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>How a job, a crawler or a workflow must have ended: <c>{job: etl, state: succeeded}</c>.</summary>
internal sealed class ConditionBinder(BindingContext context, FlowNames names)
{
    private static readonly string[] Kinds = ["job", "crawler", "workflow"];

    /// <summary>Null, with an error, when it is none.</summary>
    public TriggerCondition? Bind(YamlNode node)
    {
        if (node is not YamlNode.Map map)
        {
            context.BadValue(node.Location, $"a condition must be a map, found {node.Kind}", "as {job: etl}");
            return null;
        }

        MapReader reader = new(map, context, "the condition", node.Location);
        string[] found = [.. Kinds.Where(kind => reader.Find(kind) is not null)];
        YamlNode.Scalar? state = reader.Text("state");
        YamlNode.Scalar? name = found is [var kind] ? reader.Text(kind) : null;
        reader.RefuseUnknownKeys();
        if (name is null)
        {
            context.BadValue(node.Location, "a condition names one thing that ends", $"one of {Shown.List(Kinds)}");
            return null;
        }

        YamlNode.Scalar word = state ?? new YamlNode.Scalar("succeeded", ScalarStyle.Plain, node.Location);
        names.Add(found[0], name);
        return found[0] switch
        {
            "job" => StateWords.Find(context, word, StateWords.Jobs) is { } job
                ? new TriggerCondition { Job = name.Value, JobState = job }
                : null,
            "crawler" => StateWords.Find(context, word, StateWords.Crawls) is { } crawl
                ? new TriggerCondition { Crawler = name.Value, CrawlState = crawl }
                : null,
            _ => StateWords.Find(context, word, StateWords.Workflows) is { } run
                ? new TriggerCondition { Workflow = name.Value, WorkflowState = run }
                : null,
        };
    }
}

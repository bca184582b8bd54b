using System.Security.Cryptography;
using System.Text;
using Tarn.Flows;
using Tarn.Protocols.Aws.Glue.Triggers;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>The triggers of a workflow, with what they wait for before them and what they start behind them.</summary>
internal static class WorkflowGraphs
{
    public const string TriggerType = "TRIGGER";
    public const string JobType = "JOB";
    public const string CrawlerType = "CRAWLER";

    public static WorkflowGraph Of(string workflow, IReadOnlyList<Trigger> triggers)
    {
        Dictionary<string, WorkflowNode> nodes = [];
        List<WorkflowEdge> edges = [];
        foreach (Trigger trigger in triggers.Where(trigger => trigger.Workflow == workflow))
        {
            WorkflowNode node = NodeOf(workflow, TriggerType, trigger.Name) with
            {
                TriggerDetails = new TriggerNode(TriggerMapping.AnswerOf(trigger)),
            };
            nodes[node.UniqueId] = node;
            edges.AddRange(trigger.Conditions
                .Select(condition => Add(condition.Job, condition.Crawler))
                .Select(before => new WorkflowEdge(before, node.UniqueId)));
            edges.AddRange(trigger.Actions
                .Select(action => Add(action.Job, action.Crawler))
                .Select(after => new WorkflowEdge(node.UniqueId, after)));
        }

        return new WorkflowGraph([.. nodes.Values], [.. edges.Distinct()]);

        string Add(string? job, string? crawler)
        {
            WorkflowNode node = job is not null
                ? NodeOf(workflow, JobType, job)
                : NodeOf(workflow, CrawlerType, crawler!);
            nodes.TryAdd(node.UniqueId, node);
            return node.UniqueId;
        }
    }

    /// <summary>The same node has the same id whenever it is asked for.</summary>
    public static WorkflowNode NodeOf(string workflow, string type, string name)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{workflow}\n{type}\n{name}"));
        return new WorkflowNode { Type = type, Name = name, UniqueId = $"wnode_{Convert.ToHexStringLower(hash)}" };
    }
}

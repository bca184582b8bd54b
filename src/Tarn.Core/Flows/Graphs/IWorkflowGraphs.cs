using Tarn.Common;

namespace Tarn.Flows.Graphs;

/// <summary>Has the graphs of workflows.</summary>
public interface IWorkflowGraphs
{
    /// <summary>As it is now.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such workflow.</exception>
    Task<WorkflowDefinition> GetGraphAsync(string workflow, CancellationToken cancellationToken);
}

using Tarn.Common;
using Tarn.State;

namespace Tarn.Flows.Runs;

/// <summary>All runs of workflows of a lake.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="service">Runs those that are under way; null in a process that does not.</param>
public sealed class WorkflowRunBook(DocumentStore documents, WorkflowService? service)
{
    private readonly WorkflowRunStore _store = new(documents);

    /// <summary>The latest first.</summary>
    /// <param name="workflow">Null for those of all workflows.</param>
    /// <param name="countMax">How many; no more are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<WorkflowRun>> ListAsync(
        string? workflow, int countMax, CancellationToken cancellationToken)
    {
        List<WorkflowRun> runs = [];
        foreach ((string name, string id) in (await _store.ListAllIdsAsync(cancellationToken))
            .Where(run => workflow is null || run.Workflow == workflow)
            .Take(countMax))
        {
            if (await FindAsync(name, id, cancellationToken) is { } run)
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    /// <summary>The run with this id, or the only one whose id starts or ends so.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: none fits, or several do.</exception>
    public async Task<WorkflowRun> GetAsync(string id, CancellationToken cancellationToken)
    {
        (string Workflow, string Id)[] fitting = [.. (await _store.ListAllIdsAsync(cancellationToken))
            .Where(run => run.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)
                || run.Id.EndsWith(id, StringComparison.OrdinalIgnoreCase))];
        WorkflowRun? found = fitting is [var (workflow, exact)]
            ? await FindAsync(workflow, exact, cancellationToken)
            : null;
        return found ?? throw new TarnException(
            ErrorCodes.UnknownName,
            fitting.Length > 1 ? $"{fitting.Length} runs fit '{id}'; give more of the id" : $"there is no run '{id}'")
        {
            Hint = "'tarn workflows runs' lists the latest",
        };
    }

    /// <summary>Null when there is none.</summary>
    public async Task<WorkflowRun?> FindAsync(string workflow, string id, CancellationToken cancellationToken) =>
        await _store.FindAsync(workflow, id, cancellationToken) is not { } kept ? null
        : kept.HasEnded || service is null ? kept
        : await service.GetRunAsync(workflow, id, cancellationToken);
}

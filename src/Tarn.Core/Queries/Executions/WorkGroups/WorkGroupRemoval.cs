using Tarn.Common;
using Tarn.Queries.Executions.Prepared;

namespace Tarn.Queries.Executions.WorkGroups;

/// <summary>Removes a workgroup with what is in it.</summary>
public sealed class WorkGroupRemoval(QueryExecutions executions, SavedQueries queries)
{
    /// <param name="isRecursive">
    /// Whether what is in it may go too: saved queries, prepared statements, the memory of executions.
    /// </param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN1005</c>: it is the first one, or something is in it.
    /// </exception>
    public async Task RunAsync(string name, bool isRecursive, CancellationToken cancellationToken)
    {
        IReadOnlyList<SavedQuery> saved = await queries.ListAsync(name, cancellationToken);
        IReadOnlyList<PreparedStatement> prepared = await executions.Prepared.ListAsync(name, cancellationToken);
        bool isEmpty = saved.Count + prepared.Count == 0
            && executions.List(name, before: null, countMax: 1).Ids.Count == 0;
        if (!isEmpty && !isRecursive && name != WorkGroup.Primary)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"WorkGroup {name} is not empty");
        }

        foreach (PreparedStatement statement in name == WorkGroup.Primary ? [] : prepared)
        {
            await executions.Prepared.DeleteAsync(name, statement.Name, cancellationToken);
        }

        await executions.WorkGroups.DeleteAsync(name, cancellationToken);
        foreach (SavedQuery query in saved)
        {
            await queries.DeleteAsync(query.Id, cancellationToken);
        }

        await executions.ForgetAsync(name, cancellationToken);
    }
}

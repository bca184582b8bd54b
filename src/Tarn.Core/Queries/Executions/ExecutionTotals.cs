using System.Collections.Concurrent;
using Tarn.Queries.Limits;

namespace Tarn.Queries.Executions;

/// <summary>What the executions of each workgroup took since the process started. Thread-safe.</summary>
public sealed class ExecutionTotals
{
    private readonly ConcurrentDictionary<string, WorkGroupTotals> _groups = new(StringComparer.Ordinal);
    private readonly QueryPrice _price;

    internal ExecutionTotals(QueryPrice price) => _price = price;

    /// <summary>In order of the workgroups' names; one of which nothing has ended is not there.</summary>
    public IReadOnlyList<WorkGroupTotals> All =>
        [.. _groups.Values.OrderBy(group => group.WorkGroup, StringComparer.Ordinal)];

    internal void Add(ExecutionRecord finished) => _groups.AddOrUpdate(
        finished.WorkGroup,
        name => new WorkGroupTotals { WorkGroup = name }.With(finished, _price),
        (_, group) => group.With(finished, _price));
}

using System.Collections.Immutable;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>What the columns and the rows of a query come from.</summary>
internal sealed record FlowResult(IReadOnlyList<FlowColumn> Columns, ImmutableHashSet<LineageSource> Rows)
{
    public static FlowResult Empty { get; } = new([], []);

    public IEnumerable<LineageSource> OrderedRows =>
        Rows.OrderBy(row => row.Kind).ThenBy(row => row.Column.ToString(), StringComparer.Ordinal);
}

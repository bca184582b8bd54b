using Tarn.Engine.Parsing;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Pruning;

/// <summary>One condition on one column, asked of one file or partition at a time.</summary>
internal sealed class ColumnTest(DeltaField column, ColumnPredicate predicate)
{
    private readonly IReadOnlyList<Comparand?> _values =
        [.. predicate.Values.Select(value => Comparand.FromValue(column.Type, value))];

    public bool MayMatch(TableSnapshot snapshot, DataFile file) => MayMatch(ColumnBounds.Of(snapshot, file, column));

    public bool MayMatch(ColumnBounds bounds)
    {
        return predicate.Operator switch
        {
            PredicateOperator.IsNull => !bounds.HasNoNulls,
            PredicateOperator.IsNotNull => !bounds.HasOnlyNulls,

            // No comparison is true for a null.
            _ when bounds.HasOnlyNulls => false,
            _ => _values.Count == 0 || _values.Any(value => value is null || MayCompare(bounds, value)),
        };
    }

    private bool MayCompare(ColumnBounds bounds, Comparand value)
    {
        Ordering? minimum = bounds.Minimum?.CompareTo(value);
        Ordering? maximum = bounds.Maximum?.CompareTo(value);
        return predicate.Operator switch
        {
            PredicateOperator.Equal or PredicateOperator.In =>
                minimum != Ordering.Greater && maximum != Ordering.Less,
            PredicateOperator.NotEqual =>
                !(bounds.IsExact && minimum == Ordering.Equal && maximum == Ordering.Equal),
            PredicateOperator.Less => minimum is not (Ordering.Greater or Ordering.Equal),
            PredicateOperator.LessOrEqual => minimum != Ordering.Greater,
            PredicateOperator.Greater => maximum is not (Ordering.Less or Ordering.Equal),
            PredicateOperator.GreaterOrEqual => maximum != Ordering.Less,
            _ => true,
        };
    }
}

namespace Tarn.Engine.Parsing;

/// <summary>
/// A condition that every row of a table must meet to have an effect on the result. Values are CLR values as the engine
/// gives them, or those bound to parameters; never null. A text may stand for another type, as in
/// <c>day = '2024-02-01'</c>: it is the column's type that counts. Skip predicates on columns the table does not have:
/// those name a column of the select list or of an outer query.
/// </summary>
/// <param name="Column">Name as written in the query; compare ignoring case.</param>
/// <param name="Operator">Column on the left, value on the right.</param>
/// <param name="Values">One; for <c>In</c> one or more; for the null tests none.</param>
public sealed record ColumnPredicate(string Column, PredicateOperator Operator, IReadOnlyList<object?> Values);

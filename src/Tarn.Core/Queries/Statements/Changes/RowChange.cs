namespace Tarn.Queries.Statements.Changes;

/// <summary>A statement that changes rows of a Delta table.</summary>
public abstract record RowChange(NamedPlace Table) : Statement
{
    /// <param name="Condition">Null is every row.</param>
    public sealed record Delete(NamedPlace Table, SqlFragment? Condition) : RowChange(Table);

    /// <param name="Condition">Null is every row.</param>
    public sealed record Update(NamedPlace Table, IReadOnlyList<Assignment> Values, SqlFragment? Condition)
        : RowChange(Table);

    /// <param name="Alias">What the table is called in it; null is by its name.</param>
    /// <param name="Source">Behind USING, with its alias.</param>
    /// <param name="On">When a row of the source and one of the table belong together.</param>
    /// <param name="Clauses">In order: the first that applies to a row counts.</param>
    public sealed record Merge(
        NamedPlace Table, string? Alias, SqlFragment Source, SqlFragment On, IReadOnlyList<MergeClause> Clauses)
        : RowChange(Table);
}

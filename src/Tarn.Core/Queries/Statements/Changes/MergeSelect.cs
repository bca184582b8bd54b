using Tarn.Engine;
using Tarn.Tables;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// Composes the SELECT of MERGE: rows of the source with the rows of the table that belong to them, and for each pair
/// what the first clause that applies makes of it. Conditions and values stand in it once, so that they are evaluated
/// once for a row.
/// </summary>
internal sealed class MergeSelect(RowChange.Merge merge, TargetColumns columns)
{
    private const string Outcome = "outcome";

    private readonly string _alias = SqlText.Identifier(merge.Alias ?? merge.Table.Name.Table);

    private string Row => $"{_alias}.{SqlText.Identifier(columns.Gathered.Row)}";

    private string Action => SqlText.Identifier(columns.Gathered.Action);

    private string Target =>
        $"{SqlText.Identifier(TargetClause.SchemaName)}.{SqlText.Identifier(merge.Table.Name.Table)} AS {_alias}";

    private bool Inserts => merge.Clauses.Any(clause => !clause.IsMatched);

    public ComposedSql Compose()
    {
        string path = SqlText.Identifier(columns.Gathered.Path);
        string row = SqlText.Identifier(columns.Gathered.Row);
        IEnumerable<string> fields = columns.Given.Select(field => SqlText.Identifier(field.Name)).Prepend(Action);
        ComposedSql sql = new ComposedSql(merge.Table)
            .Add($"SELECT {path}, {row}, {SqlText.List(fields.Select(field => $"{Outcome}.{field} AS {field}"))}")
            .Add($" FROM (SELECT {_alias}.{path}, {Row}, CASE");
        foreach (MergeClause clause in merge.Clauses)
        {
            AddClause(sql, clause);
        }

        return sql.Add($" END AS {Outcome} FROM ", merge.Source)
            .Add(merge.Source)
            .Add($" {(Inserts ? "LEFT" : "INNER")} JOIN {Target} ON (")
            .Add(merge.On)
            .Add("))");
    }

    /// <summary>
    /// A SELECT whose WHERE holds for every row of the table that belongs to one of the source; never run, but asked
    /// for what it says of the table.
    /// </summary>
    public ComposedSql ComposeCondition() => new ComposedSql(merge.Table)
        .Add("SELECT 1 FROM ", merge.Source)
        .Add(merge.Source)
        .Add($" CROSS JOIN {Target} WHERE (", merge.On)
        .Add(merge.On)
        .Add(")");

    private void AddClause(ComposedSql sql, MergeClause clause)
    {
        sql.Add($" WHEN {Row} IS {(clause.IsMatched ? "NOT NULL" : "NULL")}");
        if (clause.Condition is { } condition)
        {
            sql.Add(" AND (", condition).Add(condition).Add(")");
        }

        IReadOnlyDictionary<string, SqlFragment> values =
            clause.Values is null ? new Dictionary<string, SqlFragment>() : columns.Resolve(clause.Values);
        string action = clause.Values is null ? RowAction.Delete
            : clause.IsMatched ? RowAction.Update
            : RowAction.Insert;
        sql.Add($" THEN struct_pack({Action} := {SqlText.Literal(action)}");
        foreach (TableField field in columns.Given)
        {
            string name = SqlText.Identifier(field.Name);
            sql.Add($", {name} := ");
            _ = values.TryGetValue(field.Name, out SqlFragment? value)
                ? sql.Add("(", value).Add(value).Add($"){TargetColumns.CastTo(field)}")
                : sql.Add(action == RowAction.Update ? $"{_alias}.{name}" : $"NULL{TargetColumns.CastTo(field)}");
        }

        sql.Add(")");
    }
}

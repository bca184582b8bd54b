using Tarn.Engine;
using Tarn.Tables;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// Composes the SELECT that finds the rows which a statement changes: for each its place, what becomes of it and its
/// new values, as <see cref="GatheredRows"/> takes them.
/// </summary>
internal sealed class ChangeSelect(NamedPlace place, TargetColumns columns)
{
    private readonly string _alias = SqlText.Identifier(place.Name.Table);

    private string Target => $"{SqlText.Identifier(TargetClause.SchemaName)}.{_alias}";

    public ComposedSql Of(RowChange.Delete delete)
    {
        ComposedSql sql = new ComposedSql(place)
            .Add($"SELECT {Places(_alias)}, {SqlText.Literal(RowAction.Delete)} AS {Action}");
        return From(sql, delete.Condition);
    }

    public ComposedSql Of(RowChange.Update update)
    {
        IReadOnlyDictionary<string, SqlFragment> values = columns.Resolve(update.Values);
        ComposedSql sql = new ComposedSql(place)
            .Add($"SELECT {Places(_alias)}, {SqlText.Literal(RowAction.Update)} AS {Action}");
        foreach (TableField field in columns.Given)
        {
            string name = SqlText.Identifier(field.Name);
            _ = values.TryGetValue(field.Name, out SqlFragment? value)
                ? sql.Add(", (", value).Add(value).Add($"){TargetColumns.CastTo(field)} AS {name}")
                : sql.Add($", {_alias}.{name}");
        }

        return From(sql, update.Condition);
    }

    private string Action => SqlText.Identifier(columns.Gathered.Action);

    private string Places(string alias) => $"{alias}.{SqlText.Identifier(columns.Gathered.Path)}, "
        + $"{alias}.{SqlText.Identifier(columns.Gathered.Row)}";

    private ComposedSql From(ComposedSql sql, SqlFragment? condition)
    {
        sql.Add($" FROM {Target} AS {_alias}");
        return condition is null ? sql : sql.Add(" WHERE (", condition).Add(condition).Add(")");
    }
}

using Tarn.Engine;

namespace Tarn.Jobs.Checks;

/// <summary>
/// What a model that replaces rows by their key makes of its new rows: of several with one key the last count, and some
/// only take their key out.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="columns">Of its SELECT.</param>
internal sealed class KeyedRows(ModelDefinition model, ModelColumns columns)
{
    /// <summary>The outcome of rows that take their key out; it comes after those of the checks.</summary>
    public int DeletedOutcome => model.Checks.Count + 1;

    /// <summary>Whether there may be rows that take their key out.</summary>
    public bool MayDelete => model is { ReplacesByKey: true, DeletedWhen: not null };

    /// <summary>The condition for those, in brackets; null when there are none such.</summary>
    public string? Deleted => MayDelete ? $"(\n{model.DeletedWhen}\n)" : null;

    /// <summary>
    /// The rows of a SELECT that count. A merge takes one row for each key, delete_insert all that are equally late.
    /// </summary>
    public string LatestSql(string sql)
    {
        if (!model.ReplacesByKey || Order() is not { } order)
        {
            return sql;
        }

        string rank = model.Strategy == Strategy.Merge ? "row_number" : "rank";
        string keys = SqlText.List(model.UniqueKey.Select(SqlText.Identifier));
        return $"SELECT * FROM (\n{sql}\n) "
            + $"QUALIFY {rank}() OVER (PARTITION BY {keys} ORDER BY {SqlText.Identifier(order)} DESC NULLS LAST) = 1";
    }

    private string? Order() => model.LatestBy ?? columns.All.Select(field => field.Name).FirstOrDefault(
        name => name.Equals(ModelDefinition.UsualOrder, StringComparison.OrdinalIgnoreCase));
}

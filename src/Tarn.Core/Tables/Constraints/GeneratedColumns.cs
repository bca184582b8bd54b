using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;

namespace Tarn.Tables.Constraints;

/// <summary>Computes the columns of a table that follow from its other ones ("Generated Columns").</summary>
/// <param name="snapshot">The table that the rows are for.</param>
/// <param name="table">As messages name it.</param>
internal sealed class GeneratedColumns(DuckInstance engine, TableSnapshot snapshot, string table)
{
    private readonly HashSet<string> _names =
        new(snapshot.Columns.SelectMany(RowRules.Names), StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that rows lack, in the order of the table; their values can be computed.</summary>
    /// <param name="present">Names of the columns that the rows have.</param>
    public IReadOnlyList<TableField> MissingFrom(IEnumerable<string> present)
    {
        HashSet<string> names = new(present, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. snapshot.Fields.Where(field => field.GenerationExpression is not null && !names.Contains(field.Name)),
        ];
    }

    /// <summary>A SELECT of the same rows with the columns after their own.</summary>
    /// <param name="rowsSql">SELECT of rows that have the columns which the expressions name.</param>
    /// <param name="missing">Of <see cref="MissingFrom"/>.</param>
    /// <exception cref="TarnException"><c>TN5002</c>: an expression that Tarn cannot evaluate.</exception>
    public async Task<string> CompleteAsync(
        string rowsSql, IReadOnlyList<TableField> missing, CancellationToken cancellationToken)
    {
        List<string> outputs = ["*"];
        foreach (TableField field in missing)
        {
            string value = await SparkExpression.ToEngineAsync(
                field.GenerationExpression!, _names, new SqlParser(engine), cancellationToken)
                ?? throw Unknown(field);
            outputs.Add($"CAST(({value}) AS {field.EngineType}) AS {SqlText.Identifier(field.Name)}");
        }

        return $"SELECT {SqlText.List(outputs)} FROM (\n{rowsSql.TrimEnd().TrimEnd(';')}\n)";
    }

    private TarnException Unknown(TableField field) => new(
        ErrorCodes.TableUnsupported,
        $"table '{table}': the generated column '{field.Name}' ({field.GenerationExpression}) is missing in the rows "
        + "to write, and Tarn cannot compute it, since its SQL may mean something else here")
    {
        Hint = "Write to the table with the engine that made the column.",
    };
}

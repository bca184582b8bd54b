using Tarn.Engine;

namespace Tarn.Tables.Constraints;

/// <summary>
/// Rows of a query as rows of a table: columns that they lack are null, or computed where they can be.
/// </summary>
public static class InsertedRows
{
    // In no text of SQL.
    private const string Place = "\u0001";

    /// <summary>What stands around the query.</summary>
    /// <param name="columns">The table's columns that the query gives, by place.</param>
    /// <exception cref="Common.TarnException"><c>TN5002</c>: a column that Tarn cannot compute.</exception>
    public static async Task<(string Before, string After)> AroundAsync(
        DeltaTable table,
        TableSnapshot snapshot,
        IReadOnlyList<TableField> columns,
        CancellationToken cancellationToken)
    {
        IEnumerable<string> nulls = snapshot.Fields
            .Where(field => field.GenerationExpression is null && !columns.Contains(field))
            .Select(field => $"NULL AS {SqlText.Identifier(field.Name)}");
        string names = SqlText.List(columns.Select(field => SqlText.Identifier(field.Name)));
        string rows = $"SELECT {SqlText.List(nulls.Prepend("*"))} FROM ({Place}\n) AS given({names})";
        GeneratedColumns generated = new(table.Engine, snapshot, table.Name);
        IReadOnlyList<TableField> missing = generated.MissingFrom(
            snapshot.Fields.Where(field => field.GenerationExpression is null || columns.Contains(field))
                .Select(field => field.Name));
        string sql = missing.Count == 0 ? rows : await generated.CompleteAsync(rows, missing, cancellationToken);
        string[] parts = sql.Split(Place);
        return (parts[0], parts[1]);
    }
}

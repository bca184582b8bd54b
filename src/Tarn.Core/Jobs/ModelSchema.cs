using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Jobs.Checks;
using Tarn.Tables;

namespace Tarn.Jobs;

/// <summary>Asks the engine what columns a model's SELECT makes.</summary>
internal static class ModelSchema
{
    private const string Describe = "DESCRIBE ";

    /// <summary>Columns that a check does not let be null are NOT NULL in the table.</summary>
    /// <exception cref="ModelSqlException">The engine refuses the SQL.</exception>
    public static async Task<ModelColumns> DescribeAsync(
        DuckConnection connection, ModelDefinition model, CancellationToken cancellationToken)
    {
        HashSet<string> required = new(
            model.Checks.OfType<CheckDefinition.NotNull>()
                .Where(check => check.OnFail != OnFail.Warn)
                .SelectMany(check => check.Columns),
            StringComparer.OrdinalIgnoreCase);
        try
        {
            IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(Describe + model.Sql, cancellationToken);
            IEnumerable<TableField> fields = rows.Select(row =>
                new TableField((string)row[0]!, (string)row[1]!, Nullable: !required.Contains((string)row[0]!)));
            return new ModelColumns([.. fields]);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            throw new ModelSqlException(exception, exception.Position - Describe.Length);
        }
    }
}

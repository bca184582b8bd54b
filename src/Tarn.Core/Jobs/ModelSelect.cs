using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Jobs.Checks;
using Tarn.Tables;

namespace Tarn.Jobs;

/// <summary>A model's SELECT as the engine understands it, with the columns that it makes.</summary>
/// <param name="Sql">For the engine.</param>
/// <param name="Columns">What the engine says of it.</param>
internal sealed record ModelSelect(string Sql, ModelColumns Columns)
{
    private const string Describe = "DESCRIBE ";

    /// <summary>Columns that a check does not let be null are NOT NULL in the table.</summary>
    /// <param name="connection">Knows the model's inputs.</param>
    /// <exception cref="ModelSqlException">The engine refuses the SQL.</exception>
    public static async Task<ModelSelect> ResolveAsync(
        DuckConnection connection, ModelDefinition model, CancellationToken cancellationToken)
    {
        HashSet<string> required = new(
            model.Checks.OfType<CheckDefinition.NotNull>()
                .Where(check => check.OnFail != OnFail.Warn)
                .SelectMany(check => check.Columns),
            StringComparer.OrdinalIgnoreCase);
        DialectStatement statement = DialectStatement.Of(model.Sql, model.WrittenIn);
        try
        {
            await statement.ResolveAsync(connection, parameters: null, cancellationToken);
            IReadOnlyList<object?[]> rows =
                await connection.QueryAllAsync(Describe + statement.Sql, cancellationToken);
            IEnumerable<TableField> fields = rows.Select(row =>
                new TableField((string)row[0]!, (string)row[1]!, Nullable: !required.Contains((string)row[0]!)));
            return new ModelSelect(statement.Sql, new ModelColumns([.. fields]));
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            EngineException located = statement.Locate(exception, Describe.Length);
            throw new ModelSqlException(located, located.Position);
        }
    }
}

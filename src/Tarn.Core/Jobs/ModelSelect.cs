using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Jobs.Checks;
using Tarn.Jobs.Privacy;
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
    /// <param name="model">The model.</param>
    /// <param name="pseudonym">Makes SQL of the pseudonym of SQL, for private columns.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ModelSqlException">The engine refuses the SQL.</exception>
    /// <exception cref="PrivateColumnException">A private column is not there.</exception>
    public static async Task<ModelSelect> ResolveAsync(
        DuckConnection connection,
        ModelDefinition model,
        Func<string, string> pseudonym,
        CancellationToken cancellationToken)
    {
        HashSet<string> required = new(
            model.Checks.OfType<CheckDefinition.NotNull>()
                .Where(check => check.OnFail != OnFail.Warn)
                .SelectMany(check => check.Columns),
            StringComparer.OrdinalIgnoreCase);
        DialectStatement statement = ModelStatement.Of(model);
        try
        {
            await ModelStatement.BindAsync(connection, model, cancellationToken);
            await statement.ResolveAsync(connection, parameters: null, cancellationToken);
            IReadOnlyList<TableField> fields =
                await FieldsAsync(connection, statement.Sql, required, cancellationToken);
            if (model.Private is not { } rules)
            {
                return new ModelSelect(statement.Sql, new ModelColumns(fields));
            }

            string sql = new PrivateSelect(rules, pseudonym).Wrap(statement.Sql, fields);
            return new ModelSelect(
                sql, new ModelColumns(await FieldsAsync(connection, sql, required, cancellationToken)));
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            EngineException located = statement.Locate(exception, Describe.Length);
            throw new ModelSqlException(located, located.Position);
        }
    }

    private static async Task<IReadOnlyList<TableField>> FieldsAsync(
        DuckConnection connection, string sql, HashSet<string> required, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(Describe + sql, cancellationToken);
        return
        [
            .. rows.Select(row => new TableField(
                (string)row[0]!, (string)row[1]!, Nullable: !required.Contains((string)row[0]!))),
        ];
    }
}

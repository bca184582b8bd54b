using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>Runs one SELECT over tables of the catalog.</summary>
/// <param name="instance">The engine.</param>
/// <param name="catalog">The names that SQL may use.</param>
/// <param name="scratchDirectory">Where queries may keep temporary files.</param>
/// <param name="idSource">Names the temporary files.</param>
public sealed class QueryRunner(
    DuckInstance instance, TableCatalog catalog, string scratchDirectory, IIdSource idSource)
{
    private readonly SqlParser _parser = new(instance);

    /// <summary>
    /// Starts the statement. Each table is read at its newest snapshot, and only the files that the statement's
    /// conditions leave.
    /// </summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="parameters">Values for <c>$name</c>.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="Engine.Errors.EngineException">The statement is wrong or failed.</exception>
    /// <exception cref="StatementException">It names something that is not there or not allowed.</exception>
    public async Task<QueryExecution> RunAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        TableScope scope = await BindAsync(sql, parameters, cancellationToken);
        try
        {
            RowReader rows = await scope.Connection.QueryAsync(sql, parameters, cancellationToken);
            return new QueryExecution(rows, scope);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first rows of a table.</summary>
    public Task<QueryExecution> PreviewAsync(TableName table, long rowsMax, CancellationToken cancellationToken)
    {
        string name = $"{SqlText.Identifier(table.Database)}.{SqlText.Identifier(table.Table)}";
        return RunAsync($"SELECT * FROM {name} LIMIT {rowsMax}", new Dictionary<string, object?>(), cancellationToken);
    }

    /// <summary>Runs the statement and writes its rows to a Parquet file, which appears whole or not at all.</summary>
    /// <returns>The number of rows.</returns>
    public async Task<long> WriteParquetAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        string path,
        CancellationToken cancellationToken)
    {
        await using TableScope scope = await BindAsync(sql, parameters, cancellationToken);
        string partial = path + ".partial";
        try
        {
            string statement = $"COPY ({sql}\n) TO {SqlText.Literal(partial)} (FORMAT parquet)";
            long rows = await scope.Connection.ExecuteAsync(statement, parameters, cancellationToken);
            DurableFile.MoveReplace(partial, path);
            return rows;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<TableScope> BindAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        ParsedQuery query = await _parser.ParseAsync(sql, parameters, cancellationToken);
        string scratch = Path.Combine(scratchDirectory, idSource.NextId());
        TableScope scope = await TableScope.OpenAsync(instance, catalog, scratch, cancellationToken);
        try
        {
            foreach ((CatalogTable table, IReadOnlyList<IReadOnlyList<ColumnPredicate>> predicates)
                in TableReferences.Resolve(query, catalog))
            {
                await scope.BindAsync(table, predicates, cancellationToken);
            }

            return scope;
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }
}

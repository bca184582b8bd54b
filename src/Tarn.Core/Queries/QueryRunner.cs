using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>Runs one SELECT over tables of the catalog.</summary>
/// <param name="instance">The engine.</param>
/// <param name="catalog">The names that SQL may use.</param>
/// <param name="scratchDirectory">Where queries may keep temporary files.</param>
/// <param name="idSource">Names the temporary files.</param>
/// <param name="dialect">What statements are written in.</param>
public sealed class QueryRunner(
    DuckInstance instance, TableCatalog catalog, string scratchDirectory, IIdSource idSource, SqlDialect dialect)
{
    private const string CopyStart = "COPY (";
    private const string EmptyStart = "SELECT * FROM (";

    private readonly SqlParser _parser = new(instance);

    /// <summary>The same for statements in another dialect.</summary>
    public QueryRunner In(SqlDialect other) => new(instance, catalog, scratchDirectory, idSource, other);

    /// <summary>
    /// Starts the statement. Each table is read at its newest snapshot, or at the version that the statement says, and
    /// only the files that its conditions leave.
    /// </summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="parameters">Values for <c>$name</c>.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="EngineException">The statement is wrong or failed.</exception>
    /// <exception cref="StatementException">It names something that is not there or not allowed.</exception>
    /// <exception cref="TarnException"><c>TN5007</c>: files of an earlier version are gone.</exception>
    public Task<QueryExecution> RunAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) =>
        RunAsync(sql, parameters, asOf: null, cancellationToken);

    /// <param name="asOf">
    /// For every managed table for which the statement does not say it itself, those under views included; null is the
    /// newest.
    /// </param>
    public async Task<QueryExecution> RunAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        AsOf? asOf,
        CancellationToken cancellationToken)
    {
        (TableScope scope, DialectStatement statement, _) =
            await BindAsync(sql, parameters, asOf, cancellationToken);
        try
        {
            RowReader rows = await scope.Connection.QueryAsync(statement.Sql, parameters, cancellationToken);
            return new QueryExecution(rows, scope);
        }
        catch (EngineException exception)
        {
            await scope.DisposeAsync();
            throw statement.Locate(exception);
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

    /// <summary>The columns that the statement would give, and what it reads; its rows are not computed.</summary>
    /// <param name="sql">One SELECT without parameters.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="TarnException">As for running it.</exception>
    public async Task<QueryShape> DescribeAsync(string sql, CancellationToken cancellationToken)
    {
        (TableScope scope, DialectStatement statement, IReadOnlyList<BoundReference> tables) =
            await BindAsync(sql, new Dictionary<string, object?>(), asOf: null, cancellationToken);
        await using TableScope owned = scope;
        try
        {
            string empty = $"{EmptyStart}{statement.Sql}\n) LIMIT 0";
            await using RowReader rows = await scope.Connection.QueryAsync(empty, cancellationToken);
            return new QueryShape(rows.Columns, [.. tables.Select(table => table.Table.Name)]);
        }
        catch (EngineException exception)
        {
            throw statement.Locate(exception, EmptyStart.Length);
        }
    }

    /// <summary>Runs the statement and writes its rows to a Parquet file, which appears whole or not at all.</summary>
    /// <returns>The number of rows.</returns>
    public async Task<long> WriteParquetAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        AsOf? asOf,
        string path,
        CancellationToken cancellationToken)
    {
        (TableScope scope, DialectStatement statement, _) =
            await BindAsync(sql, parameters, asOf, cancellationToken);
        await using TableScope owned = scope;
        string partial = path + ".partial";
        try
        {
            string copy = $"{CopyStart}{statement.Sql}\n) TO {SqlText.Literal(partial)} (FORMAT parquet)";
            long rows = await scope.Connection.ExecuteAsync(copy, parameters, cancellationToken);
            DurableFile.MoveReplace(partial, path);
            return rows;
        }
        catch (EngineException exception)
        {
            throw statement.Locate(exception, CopyStart.Length);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Runs a statement without parameters and writes its rows to a file.</summary>
    /// <returns>The number of rows.</returns>
    internal async Task<long> CopyAsync(string sql, CopyTarget target, CancellationToken cancellationToken)
    {
        (TableScope scope, DialectStatement statement, _) =
            await BindAsync(sql, new Dictionary<string, object?>(), asOf: null, cancellationToken);
        await using TableScope owned = scope;
        string start = CopyStart + target.Before;
        try
        {
            string copy = $"{start}{statement.Sql}\n{target.After}) TO {SqlText.Literal(target.Path)} {target.Options}";
            return await scope.Connection.ExecuteAsync(copy, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw statement.Locate(exception, start.Length);
        }
    }

    private async Task<(TableScope Scope, DialectStatement Statement, IReadOnlyList<BoundReference> Tables)> BindAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        AsOf? asOf,
        CancellationToken cancellationToken)
    {
        (string text, IReadOnlyList<ChangesClause> changes) = ChangesClauses.TakeOut(sql);
        (text, IReadOnlyList<VersionClause> versions) = VersionClauses.TakeOut(text);
        DialectStatement statement = DialectStatement.Of(text, dialect);
        TableReferences references = new(
            catalog,
            versions.Concat<TableClause>(changes).ToDictionary(clause => clause.Schema),
            statement.ToSource);
        IReadOnlyList<BoundReference> tables = await references
            .ResolveAsync(await ParseAsync(statement, parameters, cancellationToken), cancellationToken);
        string scratch = Path.Combine(scratchDirectory, idSource.NextId());
        TableScope scope = await TableScope.OpenAsync(instance, catalog, scratch, cancellationToken);
        try
        {
            ClauseReader clauses = new(_parser, scope.Connection, parameters);
            foreach (BoundReference table in tables)
            {
                await BindAsync(scope, table, asOf, clauses, cancellationToken);
            }

            await statement.ResolveAsync(scope.Connection, parameters, cancellationToken);
            return (scope, statement, tables);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    private async Task<ParsedQuery> ParseAsync(
        DialectStatement statement,
        IReadOnlyDictionary<string, object?> parameters,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _parser.ParseAsync(statement.Sql, parameters, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw statement.Locate(exception);
        }
    }

    private static async Task BindAsync(
        TableScope scope,
        BoundReference table,
        AsOf? asOf,
        ClauseReader clauses,
        CancellationToken cancellationToken)
    {
        if (table.Clause is ChangesClause changes)
        {
            AsOf from = await clauses.ReadAsync(changes, changes.From, cancellationToken);
            AsOf? to = changes.To is null ? null : await clauses.ReadAsync(changes, changes.To, cancellationToken);
            await scope.BindChangesAsync((CatalogTable.Managed)table.Table, table.Name, from, to, cancellationToken);
            return;
        }

        AsOf? version = table.Clause is VersionClause clause
            ? await clauses.ReadAsync(clause, cancellationToken)
            : asOf;
        await scope.BindAsync(table.Table, table.Name, version, table.Predicates, cancellationToken);
    }
}

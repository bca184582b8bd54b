using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Tables;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// The rows of a query inside of a statement, for a Delta table; errors have their place in the statement. Disposing it
/// ends the query.
/// </summary>
internal sealed class SourceRows : IAsyncDisposable
{
    private const string EmptyStart = "SELECT * FROM (";

    private readonly NamedPlace _table;
    private readonly EmbeddedQuery _query;
    private readonly BoundStatement _bound;

    private SourceRows(NamedPlace table, EmbeddedQuery query, BoundStatement bound)
    {
        _table = table;
        _query = query;
        _bound = bound;
    }

    /// <param name="queries">Runs the query.</param>
    /// <param name="table">Where the rows go: the place of values that do not fit.</param>
    /// <param name="query">The query.</param>
    /// <param name="target">The table when it is there already; null when it is made.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    public static async Task<SourceRows> OpenAsync(
        QueryRunner queries,
        NamedPlace table,
        EmbeddedQuery query,
        ChangeTarget? target,
        CancellationToken cancellationToken)
    {
        try
        {
            return new SourceRows(table, query, await queries.BindAsync(query.Sql, target, cancellationToken));
        }
        catch (TarnException exception) when (query.Locate(exception) is { } located)
        {
            throw located;
        }
    }

    /// <summary>Its columns; also finds what is wrong with the query, before anything is run.</summary>
    public Task<IReadOnlyList<ResultColumn>> DescribeAsync(CancellationToken cancellationToken) => LocatedAsync(
        async () =>
        {
            await using RowReader rows = await _bound.Scope.Connection.QueryAsync(
                $"{EmptyStart}{_bound.Statement.Sql}\n) LIMIT 0", cancellationToken);
            return rows.Columns;
        },
        EmptyStart.Length);

    /// <summary>Writes the rows into files, as <see cref="PartitionedWriter"/> does.</summary>
    /// <param name="before">SQL before the query, which gives its rows the columns of the table.</param>
    /// <param name="after">SQL behind it.</param>
    /// <param name="scratch">Of this write alone.</param>
    public Task<IReadOnlyList<WrittenFile>> WriteAsync(
        string before,
        string after,
        IReadOnlyList<TableField> fields,
        IReadOnlyList<string> partitionColumns,
        string scratch,
        CancellationToken cancellationToken) => LocatedAsync(
        () => new PartitionedWriter().WriteAsync(
            _bound.Scope.Connection,
            before + _bound.Statement.Sql + after,
            fields,
            partitionColumns,
            scratch,
            Path.GetFileName(scratch),
            cancellationToken),
        PartitionedWriter.QueryStart(fields, partitionColumns) + before.Length);

    public ValueTask DisposeAsync() => _bound.Scope.DisposeAsync();

    /// <param name="start">Where the query begins in the statement that is run.</param>
    private async Task<T> LocatedAsync<T>(Func<Task<T>> run, int start)
    {
        try
        {
            return await run();
        }
        catch (EngineException exception) when (exception.Position < start)
        {
            // In what stands around the query: a value does not fit its column.
            throw exception.At(_table.Position);
        }
        catch (EngineException exception)
        {
            EngineException located = _bound.Statement.Locate(exception, start);
            throw _query.Locate(located) ?? located;
        }
    }
}

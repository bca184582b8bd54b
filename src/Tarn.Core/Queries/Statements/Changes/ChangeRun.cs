using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>A composed SELECT whose tables are known to the engine. Disposing it drops what was gathered.</summary>
internal sealed class ChangeRun : IAsyncDisposable
{
    private readonly BoundStatement _bound;
    private readonly ComposedSql _sql;
    private readonly ChangeTarget _target;

    private ChangeRun(BoundStatement bound, ComposedSql sql, ChangeTarget target)
    {
        _bound = bound;
        _sql = sql;
        _target = target;
    }

    public DuckConnection Connection => _bound.Scope.Connection;

    public static async Task<ChangeRun> OpenAsync(
        QueryRunner queries, ComposedSql sql, ChangeTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return new ChangeRun(await queries.BindAsync(sql.ToString(), target, cancellationToken), sql, target);
        }
        catch (TarnException exception)
        {
            throw sql.Locate(exception);
        }
    }

    /// <summary>Runs the SELECT and keeps its rows.</summary>
    /// <param name="hasValues">Whether rows get values; false when they only go.</param>
    public async Task<GatheredRows> GatherAsync(bool hasValues, CancellationToken cancellationToken)
    {
        GatheredRows rows = new(Connection, _target.Table, _target.Snapshot, hasValues);
        (string before, string after) = rows.Around(_target.Files);
        try
        {
            await Connection.ExecuteAsync(before + _bound.Statement.Sql + after, cancellationToken);
            return rows;
        }
        catch (EngineException exception)
        {
            EngineException located = exception.Position < before.Length
                ? exception.At(0)
                : _bound.Statement.Locate(exception, before.Length);
            throw _sql.Locate(located);
        }
    }

    public ValueTask DisposeAsync() => _bound.Scope.DisposeAsync();
}

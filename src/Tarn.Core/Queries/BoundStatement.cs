using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;

namespace Tarn.Queries;

/// <summary>A statement whose tables are known to the engine.</summary>
/// <param name="Scope">Who gets it disposes it.</param>
/// <param name="Statement">Ready to run.</param>
/// <param name="Inputs">Names of the tables it reads, those under views included.</param>
internal sealed record BoundStatement(
    IReadScope Scope, DialectStatement Statement, IReadOnlyList<TableName> Inputs)
{
    private const string EmptyStart = "SELECT * FROM (";

    /// <summary>Where it names tables; known only to the process that runs it.</summary>
    public IReadOnlyList<BoundReference> Tables { get; init; } = [];

    /// <summary>Of its result; no row is computed. For a statement without parameters.</summary>
    public async Task<IReadOnlyList<ResultColumn>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        try
        {
            string empty = $"{EmptyStart}{Statement.Sql}\n) LIMIT 0";
            await using RowReader rows = await Scope.Connection.QueryAsync(empty, cancellationToken);
            return rows.Columns;
        }
        catch (EngineException exception)
        {
            throw Statement.Locate(exception, EmptyStart.Length);
        }
    }

    /// <summary>Runs it, without parameters, to its last row and says what that took.</summary>
    public async Task<QueryProfile> ProfileAsync(CancellationToken cancellationToken)
    {
        try
        {
            Scope.Connection.IsProfiling = true;
            await using RowReader rows = await Scope.Connection.QueryAsync(Statement.Sql, cancellationToken);
            await foreach (RowBatch batch in rows.ReadBatchesAsync(cancellationToken))
            {
                _ = batch;
            }
        }
        catch (EngineException exception)
        {
            throw Statement.Locate(exception);
        }

        return Scope.Connection.LastProfile
            ?? throw new InvalidOperationException("the engine measured nothing");
    }

    /// <summary>The rows of SQL that has the statement, which has no parameters, in it.</summary>
    public async Task<IReadOnlyList<object?[]>> QueryAroundAsync(
        SqlAround around, CancellationToken cancellationToken)
    {
        try
        {
            return await Scope.Connection.QueryAllAsync(
                $"{around.Before}{Statement.Sql}\n{around.After}", cancellationToken);
        }
        catch (EngineException exception)
        {
            throw Statement.Locate(exception, around.Before.Length);
        }
    }
}

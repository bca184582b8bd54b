using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;
using Tarn.Queries.Scanning;
using Tarn.Queries.SystemTables;
using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>Runs one SELECT over tables of the catalog.</summary>
/// <param name="instance">The engine.</param>
/// <param name="catalog">The names that SQL may use.</param>
/// <param name="scratchDirectory">Where queries may keep temporary files.</param>
/// <param name="idSource">Names the temporary files.</param>
/// <param name="timeProvider">Says when the time of a statement is up.</param>
/// <param name="dialect">What statements are written in.</param>
public sealed class QueryRunner(
    DuckInstance instance,
    TableCatalog catalog,
    string scratchDirectory,
    IIdSource idSource,
    TimeProvider timeProvider,
    SqlDialect dialect)
{
    private const string CopyStart = "COPY (";
    private const string EmptyStart = "SELECT * FROM (";

    /// <summary>What <c>system.NAME</c> may be.</summary>
    public IReadOnlyList<SystemTable> SystemTables { get; init; } = [];

    /// <summary>What each statement may take.</summary>
    public QueryLimits Limits { get; init; } = new();

    /// <summary>What reading costs.</summary>
    public QueryPrice Price { get; init; } = new();

    /// <summary>Whether to count the bytes that the engine reads; costs a few percent.</summary>
    public bool IsMeasuring { get; init; }

    /// <summary>Where statements are run; elsewhere than in this process it needs <see cref="Workers"/>.</summary>
    public StatementIsolation Isolation { get; init; }

    /// <summary>Run statements that are isolated; null: none can be.</summary>
    public WorkerPool? Workers { get; init; }

    internal bool IsIsolated => Isolation == StatementIsolation.Process && Workers is not null;

    internal DuckInstance Instance => instance;

    internal SqlDialect Dialect => dialect;

    /// <summary>The same for statements in another dialect.</summary>
    public QueryRunner In(SqlDialect other) => Copy(other, Limits, IsMeasuring, Isolation);

    /// <summary>The same with other limits.</summary>
    public QueryRunner Within(QueryLimits limits) => Copy(dialect, limits, IsMeasuring, Isolation);

    /// <summary>The same, counting bytes.</summary>
    public QueryRunner Measuring() => Copy(dialect, Limits, isMeasuring: true, Isolation);

    /// <summary>The same, with statements run there.</summary>
    public QueryRunner Isolated(StatementIsolation isolation) => Copy(dialect, Limits, IsMeasuring, isolation);

    /// <summary>
    /// Starts the statement. Each table is read at its newest snapshot, or at the version that the statement says, and
    /// only the files that its conditions leave.
    /// </summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="parameters">Values for <c>$name</c>.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="EngineException">The statement is wrong or failed.</exception>
    /// <exception cref="StatementException">It names something that is not there or not allowed.</exception>
    /// <exception cref="TarnException">
    /// <c>TN5007</c>: files of an earlier version are gone; <c>TN3011</c> to <c>TN3015</c>: a limit is reached.
    /// </exception>
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
        QueryRequest request = new(sql, parameters, asOf);
        return await RunAsync(token => StartAsync(request, token), cancellationToken);
    }

    /// <summary>Starts a query in whatever way, within the time that it has.</summary>
    internal async Task<QueryExecution> RunAsync(
        Func<CancellationToken, Task<IExecutionSource>> start, CancellationToken cancellationToken)
    {
        StatementClock clock = new(Limits, timeProvider);
        try
        {
            IExecutionSource source = await clock.RunAsync(start, cancellationToken);
            return new QueryExecution(source, clock, Limits, Price);
        }
        catch
        {
            clock.Dispose();
            throw;
        }
    }

    /// <summary>What the statement would read at most, from metadata alone: it is not run.</summary>
    /// <exception cref="TarnException">As for a run.</exception>
    public async Task<IReadOnlyList<ScanEstimate>> EstimateAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        AsOf? asOf,
        CancellationToken cancellationToken)
    {
        using StatementClock clock = new(Limits, timeProvider);
        return await clock.RunAsync(
            async token =>
            {
                BoundStatement bound = await BindAsync(
                    WorkerTask.Estimate, new QueryRequest(sql, parameters, asOf), token);
                await using IReadScope owned = bound.Scope;
                return owned.Estimates ?? await ScanSize.OfAsync(bound, parameters, token);
            },
            cancellationToken);
    }

    /// <summary>The first rows of a table.</summary>
    public Task<QueryExecution> PreviewAsync(TableName table, long rowsMax, CancellationToken cancellationToken)
    {
        string name = $"{SqlText.Identifier(table.Database)}.{SqlText.Identifier(table.Table)}";
        return RunAsync($"SELECT * FROM {name} LIMIT {rowsMax}", new Dictionary<string, object?>(), cancellationToken);
    }

    /// <summary>Runs the statement and writes its rows to a Parquet file, which appears whole or not at all.</summary>
    public async Task<WrittenResult> WriteParquetAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        AsOf? asOf,
        string path,
        CancellationToken cancellationToken)
    {
        using StatementClock clock = new(Limits, timeProvider);
        QueryRequest request = new(sql, parameters, asOf);
        return await clock.RunAsync(token => CopyAsync(request, clock, path, token), cancellationToken);
    }

    /// <summary>Binds a statement and lets the engine begin.</summary>
    internal async Task<IExecutionSource> StartAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        (IReadScope scope, DialectStatement statement, _) = await BindAsync(request, cancellationToken);
        try
        {
            scope.Connection.IsProfiling = IsMeasuring && !IsIsolated;
            RowReader rows = await scope.Connection.QueryAsync(statement.Sql, request.Parameters, cancellationToken);
            return new RunningStatement(rows, scope);
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

    /// <summary>The columns that the statement would give, and what it reads; its rows are not computed.</summary>
    /// <param name="sql">One SELECT without parameters.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="TarnException">As for running it.</exception>
    public async Task<QueryShape> DescribeAsync(string sql, CancellationToken cancellationToken)
    {
        QueryRequest request = new(sql, new Dictionary<string, object?>(), AsOf: null);
        (IReadScope scope, DialectStatement statement, IReadOnlyList<TableName> inputs) =
            await BindAsync(WorkerTask.Shape, request, cancellationToken);
        await using IReadScope owned = scope;
        try
        {
            string empty = $"{EmptyStart}{statement.Sql}\n) LIMIT 0";
            await using RowReader rows = await scope.Connection.QueryAsync(empty, cancellationToken);
            return new QueryShape(rows.Columns, inputs);
        }
        catch (EngineException exception)
        {
            throw statement.Locate(exception, EmptyStart.Length);
        }
    }

    private async Task<WrittenResult> CopyAsync(
        QueryRequest request, StatementClock clock, string path, CancellationToken cancellationToken)
    {
        BoundStatement bound = await BindAsync(request, cancellationToken);
        await using IReadScope scope = bound.Scope;
        TimeSpan planTime = clock.Elapsed;
        scope.Connection.IsProfiling = IsMeasuring && !IsIsolated;
        string partial = path + ".partial";

        // One row more than allowed tells that there are too many.
        (string before, string after) = Limits.RowsMax is long rowsMax and < long.MaxValue
            ? ("FROM (", $") LIMIT {rowsMax + 1}")
            : ("", "");
        try
        {
            CopyTarget target = new(before, after, partial, "(FORMAT parquet)");
            long rows = await CopyAsync(bound, request.Parameters, target, cancellationToken);
            Limits.CheckRows(rows);
            QueryStatistics statistics = StatisticsOf(scope, rows, planTime, clock.Elapsed);
            scope.Connection.IsProfiling = false;
            QueryOmissions omissions = await QueryOmissions.OfAsync(scope, cancellationToken);
            DurableFile.MoveReplace(partial, path);
            return new WrittenResult(rows, omissions, statistics);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private QueryStatistics StatisticsOf(IReadScope scope, long rows, TimeSpan planTime, TimeSpan elapsed) => new()
    {
        Rows = rows,
        PlanSeconds = planTime.TotalSeconds,
        RunSeconds = (elapsed - planTime).TotalSeconds,
        BytesScanned = scope.BytesScanned,
        Dollars = scope.BytesScanned is long bytes ? Price.DollarsOf(bytes) : null,
        Tables = scope.Scanned,
    };

    /// <summary>Runs a statement without parameters and writes its rows to a file.</summary>
    /// <returns>The number of rows.</returns>
    internal async Task<long> CopyAsync(string sql, CopyTarget target, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> none = [];
        BoundStatement bound = await BindAsync(new QueryRequest(sql, none, AsOf: null), cancellationToken);
        await using IReadScope scope = bound.Scope;
        return await CopyAsync(bound, none, target, cancellationToken);
    }

    private static async Task<long> CopyAsync(
        BoundStatement bound,
        IReadOnlyDictionary<string, object?> parameters,
        CopyTarget target,
        CancellationToken cancellationToken)
    {
        string start = CopyStart + target.Before;
        string end = $"\n{target.After}) TO {SqlText.Literal(target.Path)} {target.Options}";
        try
        {
            string copy = $"{start}{bound.Statement.Sql}{end}";
            return await bound.Scope.Connection.ExecuteAsync(copy, parameters, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw bound.Statement.Locate(exception, start.Length);
        }
    }

    private StatementBinder Binder => new(instance, catalog, dialect, Limits, SystemTables);

    private QueryRunner Copy(SqlDialect other, QueryLimits limits, bool isMeasuring, StatementIsolation isolation) =>
        new(instance, catalog, scratchDirectory, idSource, timeProvider, other)
        {
            SystemTables = SystemTables,
            Limits = limits,
            Price = Price,
            IsMeasuring = isMeasuring,
            Isolation = isolation,
            Workers = Workers,
        };

    /// <summary>Makes the tables of a statement known to the engine; who gets it disposes its scope.</summary>
    internal Task<BoundStatement> BindAsync(QueryRequest request, CancellationToken cancellationToken) =>
        BindAsync(WorkerTask.Rows, request, cancellationToken);

    /// <summary>What a statement reads, without making it known to the engine.</summary>
    internal Task<ResolvedStatement> ResolveAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Binder.ResolveAsync(request, cancellationToken);

    /// <summary>The one place that knows where statements are run.</summary>
    private Task<BoundStatement> BindAsync(
        WorkerTask task, QueryRequest request, CancellationToken cancellationToken)
    {
        string scratch = Path.Combine(scratchDirectory, idSource.NextId());
        return IsIsolated
            ? new IsolatedBinder(instance, Workers!, dialect, Limits, IsMeasuring).BindAsync(
                task, request, scratch, cancellationToken)
            : Binder.BindAsync(request, scratch, cancellationToken);
    }
}

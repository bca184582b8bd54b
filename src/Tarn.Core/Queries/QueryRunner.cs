using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;
using Tarn.Queries.Plans;
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
        using StatementClock clock = StartClock();
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
        using StatementClock clock = StartClock();
        QueryRequest request = new(sql, parameters, asOf);
        return await clock.RunAsync(
            token => new ParquetOutput(this).WriteAsync(request, clock, path, token), cancellationToken);
    }

    /// <summary>Binds a statement and lets the engine begin.</summary>
    internal async Task<IExecutionSource> StartAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        (IReadScope scope, DialectStatement statement, _) = await BindAsync(request, cancellationToken);
        try
        {
            scope.Connection.IsProfiling = IsMeasuring && !IsIsolated;
            RowReader rows = await scope.Connection.QueryAsync(statement.Sql, request.Parameters, cancellationToken);
            return new RunningStatement(rows, scope, statement);
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
    public Task<QueryShape> DescribeAsync(string sql, CancellationToken cancellationToken) => BoundAsync(
        token => BindAsync(WorkerTask.Shape, QueryRequest.Of(sql), token),
        async (bound, token) => new QueryShape(await bound.ReadColumnsAsync(token), bound.Inputs),
        cancellationToken);

    /// <summary>Starts the time that a statement has.</summary>
    internal StatementClock StartClock() => new(Limits, timeProvider);

    /// <summary>Works with a statement without parameters while its tables are known to the engine.</summary>
    /// <param name="work">Is given a token that is cancelled when the time of the statement is up.</param>
    internal Task<T> BoundAsync<T>(
        string sql, Func<BoundStatement, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        BoundAsync(token => BindAsync(QueryRequest.Of(sql), token), work, cancellationToken);

    /// <summary>As above, where plans tell tables apart, as <see cref="ScanLabels"/> has it.</summary>
    /// <exception cref="StatementException"><c>TN3005</c>: statements are run elsewhere.</exception>
    internal Task<T> PlannedAsync<T>(
        string sql, Func<BoundStatement, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        RequireHere("EXPLAIN");
        return BoundAsync(
            token => Binder(labelsScans: true).BindAsync(QueryRequest.Of(sql), NewScratch(), token),
            work,
            cancellationToken);
    }

    private async Task<T> BoundAsync<T>(
        Func<CancellationToken, Task<BoundStatement>> bind,
        Func<BoundStatement, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        using StatementClock clock = StartClock();
        return await clock.RunAsync(
            async token =>
            {
                BoundStatement bound = await bind(token);
                await using IReadScope scope = bound.Scope;
                return await work(bound, token);
            },
            cancellationToken);
    }

    /// <summary>What needs the tables themselves is not done for statements that are kept away from them.</summary>
    private void RequireHere(string what)
    {
        if (IsIsolated)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: {what} does not go together with isolation 'process'",
                position: 0,
                "run it with --isolation none, or set engine.isolation in lake.yaml");
        }
    }

    /// <summary>What a SELECT demands of the rows of the table that it changes.</summary>
    internal Task<IReadOnlyList<ColumnPredicate>> ConditionsAsync(string sql, CancellationToken cancellationToken) =>
        Binder().ConditionsAsync(sql, cancellationToken);

    /// <summary>Makes a SELECT without parameters ready whose rows are for a table.</summary>
    /// <param name="target">The table, if it is there and so may be read; null for a new one.</param>
    internal Task<BoundStatement> BindAsync(string sql, ChangeTarget? target, CancellationToken cancellationToken)
    {
        if (target is null)
        {
            return BindAsync(QueryRequest.Of(sql), cancellationToken);
        }

        RequireHere("a change of rows");
        return Binder(target: target).BindAsync(QueryRequest.Of(sql), NewScratch(), cancellationToken);
    }

    private StatementBinder Binder(bool labelsScans = false, ChangeTarget? target = null) =>
        new(instance, catalog, dialect, Limits, SystemTables) { LabelsScans = labelsScans, Target = target };

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
        Binder().ResolveAsync(request, cancellationToken);

    /// <summary>The one place that knows where statements are run.</summary>
    private Task<BoundStatement> BindAsync(
        WorkerTask task, QueryRequest request, CancellationToken cancellationToken) =>
        IsIsolated
            ? new IsolatedBinder(instance, Workers!, dialect, Limits, IsMeasuring).BindAsync(
                task, request, NewScratch(), cancellationToken)
            : Binder().BindAsync(request, NewScratch(), cancellationToken);

    private string NewScratch() => Path.Combine(scratchDirectory, idSource.NextId());
}

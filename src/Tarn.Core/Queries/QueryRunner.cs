using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
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
    private const string CopyStart = "COPY (";

    /// <summary>What <c>system.NAME</c> may be.</summary>
    public IReadOnlyList<SystemTable> SystemTables { get; init; } = [];

    /// <summary>What each statement may take.</summary>
    public QueryLimits Limits { get; init; } = new();

    /// <summary>What reading costs.</summary>
    public QueryPrice Price { get; init; } = new();

    /// <summary>Whether to count the bytes that the engine reads; costs a few percent.</summary>
    public bool IsMeasuring { get; init; }

    internal DuckInstance Instance => instance;

    internal SqlDialect Dialect => dialect;

    /// <summary>The same for statements in another dialect.</summary>
    public QueryRunner In(SqlDialect other) => Copy(other, Limits, IsMeasuring);

    /// <summary>The same with other limits.</summary>
    public QueryRunner Within(QueryLimits limits) => Copy(dialect, limits, IsMeasuring);

    /// <summary>The same, counting bytes.</summary>
    public QueryRunner Measuring() => Copy(dialect, Limits, isMeasuring: true);

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
    /// <c>TN5007</c>: files of an earlier version are gone; <c>TN3011</c> to <c>TN3014</c>: a limit is reached.
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
        StatementClock clock = new(Limits.TimeMax, timeProvider);
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
        using StatementClock clock = new(Limits.TimeMax, timeProvider);
        return await clock.RunAsync(
            async token =>
            {
                BoundStatement bound = await BindAsync(new QueryRequest(sql, parameters, asOf), token);
                await using TableScope owned = bound.Scope;
                return await ScanSize.OfAsync(bound, parameters, token);
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
        using StatementClock clock = new(Limits.TimeMax, timeProvider);
        QueryRequest request = new(sql, parameters, asOf);
        return await clock.RunAsync(token => CopyAsync(request, clock, path, token), cancellationToken);
    }

    /// <summary>Binds a statement and lets the engine begin.</summary>
    internal async Task<IExecutionSource> StartAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        (TableScope scope, DialectStatement statement, _) = await BindAsync(request, cancellationToken);
        try
        {
            scope.Connection.IsProfiling = IsMeasuring;
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
        sql,
        async (bound, token) => new QueryShape(
            await bound.ReadColumnsAsync(token), [.. bound.Tables.Select(table => table.Table.Name)]),
        cancellationToken);

    /// <summary>Starts the time that a statement has.</summary>
    internal StatementClock StartClock() => new(Limits.TimeMax, timeProvider);

    /// <summary>Works with a statement without parameters while its tables are known to the engine.</summary>
    /// <param name="work">Is given a token that is cancelled when the time of the statement is up.</param>
    internal Task<T> BoundAsync<T>(
        string sql, Func<BoundStatement, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        BoundAsync(sql, labelsScans: false, work, cancellationToken);

    /// <param name="labelsScans">Whether plans are to tell tables apart, as <see cref="ScanLabels"/> has it.</param>
    internal async Task<T> BoundAsync<T>(
        string sql,
        bool labelsScans,
        Func<BoundStatement, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        using StatementClock clock = StartClock();
        return await clock.RunAsync(
            async token =>
            {
                QueryRequest request = new(sql, new Dictionary<string, object?>(), AsOf: null);
                BoundStatement bound = await Binder(labelsScans).BindAsync(request, NewScratch(), token);
                await using TableScope scope = bound.Scope;
                return await work(bound, token);
            },
            cancellationToken);
    }

    private async Task<WrittenResult> CopyAsync(
        QueryRequest request, StatementClock clock, string path, CancellationToken cancellationToken)
    {
        BoundStatement bound = await BindAsync(request, cancellationToken);
        await using TableScope scope = bound.Scope;
        TimeSpan planTime = clock.Elapsed;
        scope.Connection.IsProfiling = IsMeasuring;
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

    /// <summary>What a SELECT demands of the rows of the table that it changes.</summary>
    internal Task<IReadOnlyList<ColumnPredicate>> ConditionsAsync(string sql, CancellationToken cancellationToken) =>
        Binder().ConditionsAsync(sql, cancellationToken);

    /// <summary>Makes a SELECT without parameters ready whose rows are for a table.</summary>
    /// <param name="target">The table, if it is there and so may be read; null for a new one.</param>
    internal Task<BoundStatement> BindAsync(string sql, ChangeTarget? target, CancellationToken cancellationToken) =>
        Binder(target: target).BindAsync(
            new QueryRequest(sql, new Dictionary<string, object?>(), AsOf: null), NewScratch(), cancellationToken);

    private QueryStatistics StatisticsOf(TableScope scope, long rows, TimeSpan planTime, TimeSpan elapsed) => new()
    {
        Rows = rows,
        PlanSeconds = planTime.TotalSeconds,
        RunSeconds = (elapsed - planTime).TotalSeconds,
        BytesScanned = scope.Connection.LastBytesRead,
        Dollars = scope.Connection.LastBytesRead is long bytes ? Price.DollarsOf(bytes) : null,
        Tables = scope.Scanned,
    };

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

    private StatementBinder Binder(bool labelsScans = false, ChangeTarget? target = null) =>
        new(instance, catalog, dialect, Limits, SystemTables) { LabelsScans = labelsScans, Target = target };

    private QueryRunner Copy(SqlDialect other, QueryLimits limits, bool isMeasuring) =>
        new(instance, catalog, scratchDirectory, idSource, timeProvider, other)
        {
            SystemTables = SystemTables,
            Limits = limits,
            Price = Price,
            IsMeasuring = isMeasuring,
        };

    /// <summary>Makes the tables of a statement known to the engine; who gets it disposes its scope.</summary>
    internal Task<BoundStatement> BindAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Binder().BindAsync(request, NewScratch(), cancellationToken);

    /// <summary>What a statement reads, without making it known to the engine.</summary>
    internal Task<ResolvedStatement> ResolveAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Binder().ResolveAsync(request, cancellationToken);

    private string NewScratch() => Path.Combine(scratchDirectory, idSource.NextId());
}

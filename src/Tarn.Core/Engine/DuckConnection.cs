using System.Collections.ObjectModel;
using Tarn.Engine.Errors;
using Tarn.Engine.Execution;
using Tarn.Engine.Functions;
using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>
/// One session: its own transaction, settings and temporary tables. One statement at a time; a second call while one
/// runs throws <see cref="InvalidOperationException"/>. Failures are <see cref="EngineException"/>. Cancelling
/// interrupts the engine and gives <see cref="OperationCanceledException"/> well within a second.
/// </summary>
public sealed class DuckConnection : IDisposable
{
    private static readonly IReadOnlyDictionary<string, object?> NoParameters =
        ReadOnlyDictionary<string, object?>.Empty;

    private readonly Profiler _profiler;
    private RowReader? _reader;
    private int _isBusy;

    internal DuckConnection(DuckInstance instance, ConnectionHandle handle, ReadLog readLog)
    {
        Instance = instance;
        Handle = handle;
        _profiler = new Profiler(handle, readLog);
    }

    /// <summary>Whether statements fill <see cref="LastProfile"/>; costs a few percent.</summary>
    public bool IsProfiling { get; set; }

    /// <summary>
    /// Of the last statement that ended while profiling; of a streamed one once its reader is at the end.
    /// </summary>
    public QueryProfile? LastProfile { get; private set; }

    /// <summary>
    /// Bytes that the last statement read from files, when it was profiled; known as <see cref="LastProfile"/> is, and
    /// also of statements that have no profile because the planner answered them.
    /// </summary>
    public long? LastBytesRead => _profiler.BytesRead;

    /// <summary>Of the running statement, 0 to 100; null when unknown. May be asked from any thread.</summary>
    public double? ProgressPercent
    {
        get
        {
            double percent = Handle.IsClosed ? -1 : NativeMethods.QueryProgress(Handle).Percentage;
            return percent is >= 0 and <= 100 ? percent : null;
        }
    }

    internal DuckInstance Instance { get; }

    internal ConnectionHandle Handle { get; }

    /// <summary>Runs one or more statements; the number of rows the last one changed, 0 when it changes none.</summary>
    public Task<long> ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(sql, NoParameters, cancellationToken);

    /// <param name="parameters">
    /// By name without the dollar sign. Every parameter of the SQL needs one; those it does not name are ignored.
    /// </param>
    public async Task<long> ExecuteAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        using ResultHandle result = await StartAsync(sql, parameters, canStream: false, cancellationToken);
        TakeProfile();
        return result.ReturnType == NativeResultType.ChangedRows
            ? checked((long)NativeMethods.RowsChanged(result))
            : 0;
    }

    public Task<RowReader> QueryAsync(string sql, CancellationToken cancellationToken) =>
        QueryAsync(sql, NoParameters, cancellationToken);

    /// <summary>
    /// Starts reading the result of the last statement; it ends any reader still open on the connection.
    /// </summary>
    public async Task<RowReader> QueryAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        ResultHandle result = await StartAsync(sql, parameters, canStream: true, cancellationToken);
        return _reader = new RowReader(this, result);
    }

    /// <summary>All rows, boxed: for small results.</summary>
    public async Task<IReadOnlyList<object?[]>> QueryAllAsync(string sql, CancellationToken cancellationToken)
    {
        await using RowReader reader = await QueryAsync(sql, cancellationToken);
        List<object?[]> rows = [];
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                rows.Add(batch.GetRow(row));
            }
        }

        return rows;
    }

    /// <summary>The first value of the first row; null also when there is no row.</summary>
    public async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using RowReader reader = await QueryAsync(sql, cancellationToken);
        object? value = null;
        bool hasValue = false;
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            // Looking for a second batch lets the statement come to its end, which completes its profile.
            if (hasValue)
            {
                break;
            }

            value = batch.Columns[0].GetValue(0);
            hasValue = true;
        }

        return value;
    }

    /// <summary>Makes a function callable from SQL on all connections of the instance.</summary>
    /// <exception cref="EngineException">The engine refuses it, for example because the name is taken.</exception>
    public void RegisterScalarFunction(ScalarFunction function)
    {
        function.RegisterWith(Handle);
        Instance.Remember(function);
    }

    /// <summary>As above, once per instance however often it is called; the name says which function it is.</summary>
    public void EnsureScalarFunction(ScalarFunction function) => Instance.Ensure(function, Handle);

    /// <summary>
    /// Makes a table function callable on all connections of the instance, until a fatal error makes it open anew.
    /// </summary>
    /// <exception cref="EngineException">The engine refuses it, for example because the name is taken.</exception>
    internal void RegisterTableFunction(TableFunction function) => function.RegisterWith(Handle);

    /// <summary>As <see cref="EnsureScalarFunction"/>.</summary>
    internal void EnsureTableFunction(TableFunction function) => Instance.Ensure(function, Handle);

    /// <summary>
    /// Adds what the running statement read by other means than the engine's file system. Thread-safe.
    /// </summary>
    internal void CountBytesRead(long bytes) => _profiler.CountBytesRead(bytes);

    /// <summary>A bulk writer into a table of this instance, created before.</summary>
    /// <exception cref="EngineException">There is no such table.</exception>
    public TableAppender CreateAppender(string? schema, string table) => TableAppender.Open(Handle, schema, table);

    public void Dispose()
    {
        _reader?.Close();
        if (!Handle.IsClosed)
        {
            NativeMethods.Interrupt(Handle);
            _profiler.Discard();
            Handle.Dispose();
        }
    }

    internal Task<RowBatch?> FetchAsync(RowReader reader, CancellationToken cancellationToken) =>
        RunAsync(reader.Fetch, TaskScheduler.Default, cancellationToken);

    /// <summary>Called by a reader when its result is freed.</summary>
    internal void Ended(RowReader reader)
    {
        if (ReferenceEquals(reader, _reader))
        {
            _reader = null;
            TakeProfile();
        }
    }

    private Task<ResultHandle> StartAsync(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        bool canStream,
        CancellationToken cancellationToken)
    {
        ResultHandle Start()
        {
            _reader?.Close();
            _profiler.Begin(IsProfiling);
            using Script script = Script.Parse(Handle, sql);
            return script.Run(parameters, canStream, cancellationToken);
        }

        return RunAsync(Start, StatementScheduler.Shared, cancellationToken);
    }

    private async Task<T> RunAsync<T>(Func<T> work, TaskScheduler scheduler, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException("The connection already runs a statement; open another connection.");
        }

        try
        {
            using Interrupter interrupter = new(Handle, cancellationToken);
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, scheduler);
        }
        catch (EngineException exception)
            when (exception.Kind == EngineErrorKind.Interrupt && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was cancelled.", exception, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private void TakeProfile()
    {
        if (IsProfiling)
        {
            LastProfile = _profiler.End();
        }
    }
}

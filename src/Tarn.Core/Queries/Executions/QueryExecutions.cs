using System.Collections.Concurrent;
using System.Text;
using Tarn.Common;
using Tarn.Queries.Executions.Prepared;
using Tarn.Queries.Executions.Results;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Queries.Executions;

/// <summary>
/// Statements that are run while whoever asked for them goes away and comes back: they wait in a queue that is fair
/// between workgroups, and what became of them is remembered. One for each lake and process. Thread-safe.
/// </summary>
public sealed class QueryExecutions : IAsyncDisposable
{
    private readonly ExecutionParts _parts;
    private readonly ExecutionStore _store;
    private readonly RequestReader _reader;
    private readonly ExecutionRun _run;
    private readonly FairQueue _queue;
    private readonly DateTimeOffset _openedAt;
    private readonly ConcurrentDictionary<string, LiveExecution> _live = new(StringComparer.Ordinal);

    /// <summary>Requests with the same token start one after another.</summary>
    private readonly NamedLocks _starts = new();

    private bool _isSettled;

    private QueryExecutions(ExecutionParts parts, ExecutionStore store)
    {
        _parts = parts;
        _store = store;
        _queue = new FairQueue(parts.Limits.RunningMax, parts.Limits.WaitingMax);
        _openedAt = parts.TimeProvider.GetUtcNow();
        WorkGroups = new WorkGroupStore(parts.Documents, parts.TimeProvider);
        Totals = new ExecutionTotals(parts.Queries.Price);
        Prepared = new PreparedStatements(
            parts.Documents, WorkGroups, parts.Engine, parts.Queries.Limits, parts.TimeProvider);
        _reader = new RequestReader(parts, Prepared);
        _run = new ExecutionRun(parts, Prepared);
    }

    public WorkGroupStore WorkGroups { get; }

    /// <summary>What executions took since the process started.</summary>
    public ExecutionTotals Totals { get; }

    public PreparedStatements Prepared { get; }

    public static async Task<QueryExecutions> OpenAsync(ExecutionParts parts, CancellationToken cancellationToken) =>
        new(parts, await ExecutionStore.OpenAsync(parts.Documents, cancellationToken));

    /// <summary>Takes a statement for execution.</summary>
    /// <returns>Its id; null when too many wait.</returns>
    /// <exception cref="TarnException">
    /// <c>TN2007</c>, <c>TN3005</c>: no statement of Athena's; <c>TN1003</c>, <c>TN1005</c>: the workgroup or the
    /// place is wrong; <c>TN4008</c>: the token was used for another statement.
    /// </exception>
    public async Task<string?> StartAsync(ExecutionRequest request, CancellationToken cancellationToken)
    {
        string order = _parts.IdSource.NextId();
        string id = UniversalId.Of(request.Token is { } token ? $"{request.WorkGroup} {token}" : order);
        using IDisposable held = await _starts.EnterAsync(id, cancellationToken);
        if (await FindAsync(id, cancellationToken) is { } earlier)
        {
            return request.IsSame(earlier) ? id : throw new TarnException(
                ErrorCodes.StateConflict, "Idempotent parameters do not match");
        }

        LiveExecution execution = await PrepareAsync(request, id, cancellationToken);
        ExecutionRecord record = execution.Record;
        TaskCompletionSource recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _live[id] = execution;
        if (!_queue.TryAdd(request.WorkGroup, () => ExecuteAsync(execution, recorded.Task)))
        {
            _live.TryRemove(id, out _);
            execution.Dispose();
            return null;
        }

        // A query begins while the disk takes its record; the client hears of it when the record is sure.
        try
        {
            await _store.AddAsync(record, order, CancellationToken.None);
            recorded.SetResult();
            return id;
        }
        catch (Exception exception)
        {
            recorded.SetException(exception);
            execution.Abandon();
            throw;
        }
    }

    /// <summary>Null when there is none, or none is remembered.</summary>
    public async Task<ExecutionRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_live.TryGetValue(id, out LiveExecution? live))
        {
            return live.Record;
        }

        ExecutionRecord? record = await _store.FindAsync(id, cancellationToken);
        return record is null ? null : ExecutionFinish.Settle(record, _openedAt);
    }

    /// <summary>Ids of a workgroup's executions, the newest first.</summary>
    /// <param name="before">Where the last page ended; null is the first page.</param>
    /// <returns>Also where this page ended; null when it is the last one.</returns>
    public (IReadOnlyList<string> Ids, string? End) List(string workGroup, string? before, int countMax)
    {
        (string Id, string Order)[] found =
        [
            .. _store.List(workGroup)
                .Where(one => before is null || string.CompareOrdinal(one.Order, before) < 0)
                .Take(countMax + 1),
        ];
        (string Id, string Order)[] page = found[..Math.Min(countMax, found.Length)];
        return ([.. page.Select(one => one.Id)], found.Length > countMax ? page[^1].Order : null);
    }

    /// <summary>Ends an execution, soon; one that ended already stays as it is. False when there is none.</summary>
    public async Task<bool> StopAsync(string id, CancellationToken cancellationToken)
    {
        if (_live.TryGetValue(id, out LiveExecution? live))
        {
            live.Stop();
            return true;
        }

        return await FindAsync(id, cancellationToken) is not null;
    }

    /// <summary>Rows of a result.</summary>
    /// <param name="record">Of an execution that succeeded.</param>
    /// <param name="offset">Where the page begins; 0 is the first one, with the header if there is one.</param>
    /// <returns>Null when no page begins there, or the result is gone.</returns>
    public async Task<ResultPage?> ReadAsync(
        ExecutionRecord record, long offset, int rowsMax, CancellationToken cancellationToken)
    {
        if (record.Class.Form is ResultForm.None or ResultForm.Table || record.Outcome is { Columns.Count: 0 })
        {
            return ResultPage.Empty;
        }

        try
        {
            await using Stream file = await _parts.Buckets.Get(record.Place.Bucket)
                .OpenReadAsync(record.Place.Key, cancellationToken);
            return await ResultReader.ReadAsync(file, record.Class.Form, offset, rowsMax, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ObjectMissing)
        {
            return null;
        }
    }

    /// <summary>Forgets the executions of a workgroup; those under way are stopped.</summary>
    public async Task ForgetAsync(string workGroup, CancellationToken cancellationToken)
    {
        foreach ((string id, _) in _store.List(workGroup))
        {
            if (_live.TryGetValue(id, out LiveExecution? live))
            {
                live.Stop();
                await live.Ended.WaitAsync(cancellationToken);
                _live.TryRemove(id, out _);
            }

            await _store.RemoveAsync(id, cancellationToken);
        }
    }

    /// <summary>
    /// Forgets executions and deletes results that are older than <see cref="ExecutionLimits"/> says, and marks those
    /// as failed that an earlier process left. Not to be called while it runs.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        // What makes room comes first.
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        await ResultBucket.SweepAsync(_parts.Buckets, now - _parts.Limits.ResultAgeMax, cancellationToken);
        await _store.ForgetAsync(_parts.Limits, now, _live.ContainsKey, cancellationToken);
        foreach (LiveExecution ended in _live.Values.Where(live => live.Record.IsFinished))
        {
            await _store.ReplaceAsync(ended.Record, cancellationToken);
            _live.TryRemove(ended.Record.Id, out _);
        }

        if (!_isSettled)
        {
            await _store.SettleAsync(
                _openedAt, record => ExecutionFinish.Settle(record, _openedAt), cancellationToken);
            _isSettled = true;
        }
    }

    /// <summary>Ends what runs and waits; it counts as failed.</summary>
    public async ValueTask DisposeAsync()
    {
        LiveExecution[] live = [.. _live.Values];
        foreach (LiveExecution execution in live)
        {
            execution.Abandon();
        }

        await Task.WhenAll(live.Select(execution => execution.Ended));
    }

    private async Task<LiveExecution> PrepareAsync(
        ExecutionRequest request, string id, CancellationToken cancellationToken)
    {
        WorkGroup group = await WorkGroups.GetAsync(request.WorkGroup, cancellationToken);
        if (!group.IsEnabled)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"WorkGroup {group.Name} is disabled.");
        }

        if (Encoding.UTF8.GetByteCount(request.Sql) > _parts.Limits.TextBytesMax)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"the statement has more than {_parts.Limits.TextBytesMax} bytes");
        }

        RequestedStatement requested = await _reader.ReadAsync(request, cancellationToken);
        StatementClass statementClass = StatementClass.Of(requested.Text.Statement);
        ExecutionRecord record = new()
        {
            Id = id,
            Sql = request.Sql,
            Database = request.Database,
            WorkGroup = group.Name,
            Parameters = request.Parameters,
            RequestedLocation = request.OutputLocation,
            Place = ResultPlace.Of(group.LocationOf(request.OutputLocation), id, statementClass.Form),
            ReuseAgeMax = request.ReuseAgeMax,
            ScannedBytesMax = Least(group.ScannedBytesMax, _parts.Queries.Limits.ScannedBytesMax),
            Class = statementClass,
            State = ExecutionState.Queued,
            SubmittedAt = _parts.TimeProvider.GetUtcNow(),
        };
        return new LiveExecution(record, requested);
    }

    private static long? Least(long? one, long? other) => one is null || other < one ? other : one;

    /// <param name="recorded">Ends when the disk has taken its record.</param>
    private async Task ExecuteAsync(LiveExecution execution, Task recorded)
    {
        try
        {
            execution.Record = execution.Record with
            {
                State = ExecutionState.Running,
                StartedAt = _parts.TimeProvider.GetUtcNow(),
            };
            if (execution.Text.Statement.IsChange)
            {
                // What nobody would remember must not change anything.
                await recorded;
            }

            ExecutionRecord finished = await ExecutionTelemetry.RunAsync(
                _run, execution, _parts.TimeProvider) with
            {
                FinishedAt = _parts.TimeProvider.GetUtcNow(),
            };
            await recorded;
            Totals.Add(finished);
            await WriteEndAsync(execution, finished);
        }
        catch (Exception) when (recorded.IsFaulted)
        {
            // Whoever started it was told that there is no record of it.
            _live.TryRemove(execution.Record.Id, out _);
        }
        finally
        {
            execution.Dispose();
        }
    }

    private async Task WriteEndAsync(LiveExecution execution, ExecutionRecord finished)
    {
        try
        {
            await _store.ReplaceAsync(finished, CancellationToken.None);
            _live.TryRemove(finished.Id, out _);
        }
        catch (TarnException)
        {
            // The disk does not take it, so memory tells how it ended until a sweep writes it.
            execution.Record = finished;
        }
    }
}

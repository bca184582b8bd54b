using System.Collections.Concurrent;
using System.Text;
using Tarn.Common;
using Tarn.Queries.Errors;
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
    private readonly ExecutionRun _run;
    private readonly FairQueue _queue;
    private readonly DateTimeOffset _openedAt;
    private readonly ConcurrentDictionary<string, LiveExecution> _live = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _starts = new(1);

    private QueryExecutions(ExecutionParts parts, ExecutionStore store)
    {
        _parts = parts;
        _store = store;
        _run = new ExecutionRun(parts);
        _queue = new FairQueue(parts.Limits.RunningMax, parts.Limits.WaitingMax);
        _openedAt = parts.TimeProvider.GetUtcNow();
        WorkGroups = new WorkGroupStore(parts.Documents, parts.TimeProvider);
    }

    public WorkGroupStore WorkGroups { get; }

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
        await _starts.WaitAsync(cancellationToken);
        try
        {
            string order = _parts.IdSource.NextId();
            string id = UniversalId.Of(request.Token is { } token ? $"{request.WorkGroup} {token}" : order);
            if (await FindAsync(id, cancellationToken) is { } earlier)
            {
                return request.IsSame(earlier) ? id : throw new TarnException(
                    ErrorCodes.StateConflict, "Idempotent parameters do not match");
            }

            LiveExecution execution = await PrepareAsync(request, id, cancellationToken);
            _live[id] = execution;

            // The statement begins while the disk takes its record; the client hears of it when both is sure.
            Task recorded = _store.AddAsync(execution.Record, order, CancellationToken.None);
            if (_queue.TryAdd(request.WorkGroup, () => ExecuteAsync(execution, recorded)))
            {
                await recorded;
                return id;
            }

            await recorded;
            _live.TryRemove(id, out _);
            execution.Dispose();
            await _store.RemoveAsync(id, cancellationToken);
            return null;
        }
        finally
        {
            _starts.Release();
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
        return record is null ? null : Settled(record);
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
    /// as failed that an earlier process left.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await _store.SweepAsync(_parts.Limits, _parts.TimeProvider.GetUtcNow(), Settled, cancellationToken);
        DateTimeOffset oldest = _parts.TimeProvider.GetUtcNow() - _parts.Limits.ResultAgeMax;
        await ResultBucket.SweepAsync(_parts.Buckets, oldest, cancellationToken);
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
        _starts.Dispose();
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

        StatementText text = await StatementText.ReadAsync(
            request.Sql, request.Database, _parts.Queries.Limits, _parts.Engine, cancellationToken);
        StatementClass statementClass = StatementClass.Of(text.Statement);
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
        return new LiveExecution(record, text);
    }

    private static long? Least(long? one, long? other) => one is null || other < one ? other : one;

    private async Task ExecuteAsync(LiveExecution execution, Task recorded)
    {
        execution.Record = execution.Record with
        {
            State = ExecutionState.Running,
            StartedAt = _parts.TimeProvider.GetUtcNow(),
        };
        ExecutionRecord finished = await FinishAsync(execution) with { FinishedAt = _parts.TimeProvider.GetUtcNow() };
        try
        {
            await recorded;
            await _store.ReplaceAsync(finished, CancellationToken.None);
            _live.TryRemove(finished.Id, out _);
        }
        catch (TarnException)
        {
            // The disk does not take it, so memory tells how it ended while the server runs.
            execution.Record = finished;
        }
        finally
        {
            execution.Dispose();
        }
    }

    private async Task<ExecutionRecord> FinishAsync(LiveExecution execution)
    {
        ExecutionRecord record = execution.Record;
        try
        {
            execution.Token.ThrowIfCancellationRequested();
            ExecutionOutcome outcome = await _run.RunAsync(execution);
            return record with { State = ExecutionState.Succeeded, Outcome = outcome };
        }
        catch (Exception) when (execution.Token.IsCancellationRequested)
        {
            return execution.IsStopped
                ? Ended(record, ExecutionState.Cancelled, ExecutionFailure.ByUser(ExecutionFailure.Stopped))
                : Ended(record, ExecutionState.Failed, ExecutionFailure.Internal(ExecutionFailure.Interrupted));
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ScanLimit)
        {
            return Ended(record, ExecutionState.Cancelled, ExecutionFailure.ByUser(ExecutionFailure.Cutoff));
        }
        catch (TarnException exception)
        {
            return Ended(
                record, ExecutionState.Failed, ExecutionFailure.Of(AthenaError.Of(exception, record.Sql)));
        }
        catch (Exception exception)
        {
            return Ended(
                record,
                ExecutionState.Failed,
                ExecutionFailure.Internal($"{AthenaErrorNames.GenericInternal}: {exception.Message}"));
        }
    }

    private static ExecutionRecord Ended(ExecutionRecord record, ExecutionState state, ExecutionFailure failure) =>
        record with { State = state, Failure = failure };

    /// <summary>The record, as failed when an earlier process left it.</summary>
    private ExecutionRecord Settled(ExecutionRecord record)
    {
        ExecutionFailure failure = ExecutionFailure.Internal(ExecutionFailure.Interrupted);
        return record.IsFinished || record.SubmittedAt >= _openedAt
            ? record
            : Ended(record, ExecutionState.Failed, failure) with { FinishedAt = _openedAt };
    }
}

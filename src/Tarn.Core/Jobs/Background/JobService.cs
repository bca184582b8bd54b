using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>
/// Runs jobs in the background, one after another, and keeps what came of it. Each job has at most one run that has
/// not ended. Disposing stops what runs and waits for it. Thread-safe.
/// </summary>
public sealed class JobService : IAsyncDisposable
{
    private readonly JobRunner _runner;
    private readonly JobRunnerParts _parts;
    private readonly JobRunRecords _records;
    private readonly Dictionary<string, RunningJob> _running = [];
    private readonly ILakeTurns _turns;
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _openedAt;
    private bool _isDisposed;

    /// <param name="runner">Runs models; outlives this.</param>
    /// <param name="jobs">Of the lake.</param>
    /// <param name="parts">What the runner works with.</param>
    /// <param name="turns">Of the process, which has the lake.</param>
    public JobService(
        JobRunner runner, IReadOnlyList<JobDefinition> jobs, JobRunnerParts parts, ILakeTurns turns)
    {
        _runner = runner;
        _parts = parts;
        _turns = turns;
        _openedAt = parts.TimeProvider.GetUtcNow();
        _records = new JobRunRecords(parts.Documents, parts.History);
        Jobs = [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)];
    }

    /// <summary>In order of name.</summary>
    public IReadOnlyList<JobDefinition> Jobs { get; }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public JobDefinition Get(string name) => Jobs.FirstOrDefault(job => job.Name == name)
        ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no job '{name}'")
        {
            Hint = Suggestion.DidYouMean(name, Jobs.Select(job => job.Name)),
        };

    /// <summary>Begins a run and does not wait for it; null when the job has one that has not ended.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such job.</exception>
    public async Task<JobRunRecord?> TryStartAsync(JobStart start, CancellationToken cancellationToken)
    {
        Get(start.Job);
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        RunningJob run = new(new JobRunRecord
        {
            Id = _parts.IdSource.NextId(),
            Job = start.Job,
            State = JobRunState.Waiting,
            Arguments = start.Arguments,
            TimeoutMinutes = start.TimeoutMinutes,
            StartedAt = now,
            ChangedAt = now,
        });
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_running.TryAdd(start.Job, run))
            {
                run.Dispose();
                return null;
            }

            run.Work = Task.Run(() => RunAsync(start, run), CancellationToken.None);
        }

        await run.Known.WaitAsync(cancellationToken);
        return run.Record;
    }

    /// <summary>Tells a run to stop and does not wait; false when it has ended.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such run.</exception>
    public async Task<bool> TryStopAsync(string job, string id, CancellationToken cancellationToken)
    {
        await GetRunAsync(job, id, cancellationToken);
        lock (_lock)
        {
            if (_running.GetValueOrDefault(job) is not { } run || run.Record.Id != id)
            {
                return false;
            }

            run.Record = run.Record with { State = JobRunState.Stopping };
            run.Stop();
            return true;
        }
    }

    /// <summary>Runs of a job, also those of other processes, the latest first.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such job.</exception>
    public async Task<IReadOnlyList<JobRunRecord>> ListRunsAsync(string job, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobRunRecord> kept = await _records.ListAsync(Get(job).Name, cancellationToken);
        JobRunRecord? current;
        lock (_lock)
        {
            current = _running.GetValueOrDefault(job)?.Record;
        }

        return
        [
            .. kept.Select(record => record.Id == current?.Id && !record.HasEnded ? current
                : record.HasEnded || record.StartedAt >= _openedAt ? record
                : record with { State = JobRunState.Interrupted }),
        ];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such run.</exception>
    public async Task<JobRunRecord> GetRunAsync(string job, string id, CancellationToken cancellationToken) =>
        (await ListRunsAsync(job, cancellationToken)).FirstOrDefault(run => run.Id == id)
        ?? throw new TarnException(ErrorCodes.UnknownName, $"job '{job}' has no run '{id}'");

    /// <summary>What models of the job have consumed, of those that have run.</summary>
    public async Task<IReadOnlyDictionary<TableName, Bookmark>> ReadBookmarksAsync(
        string job, CancellationToken cancellationToken)
    {
        Dictionary<TableName, Bookmark> bookmarks = [];
        foreach (ModelDefinition model in Get(job).Models)
        {
            if (await _parts.Bookmarks.ReadAsync(model.Table, cancellationToken) is { } bookmark)
            {
                bookmarks[model.Table] = bookmark;
            }
        }

        return bookmarks;
    }

    /// <summary>Forgets them: the next run builds the job's tables from all their input.</summary>
    public async Task ResetBookmarksAsync(string job, CancellationToken cancellationToken)
    {
        foreach (ModelDefinition model in Get(job).Models)
        {
            await _parts.Bookmarks.ResetAsync(model.Table, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] work;
        lock (_lock)
        {
            _isDisposed = true;
            work = [.. _running.Values.Select(run => run.Work)];
            foreach (RunningJob run in _running.Values)
            {
                run.Stop();
            }
        }

        await Task.WhenAll(work);
    }

    private async Task RunAsync(JobStart start, RunningJob run)
    {
        try
        {
            JobRunRecord ended = await RunInTurnAsync(start, run);
            DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
            await _records.SaveAsync(ended with { ChangedAt = now, EndedAt = now }, CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(start.Job);
            }

            run.MakeKnown();
            run.Dispose();
        }
    }

    private async Task<JobRunRecord> RunInTurnAsync(JobStart start, RunningJob run)
    {
        JobRunRecord record = run.Record;
        using CancellationTokenSource timeout = start.TimeoutMinutes is { } minutes
            ? new CancellationTokenSource(TimeSpan.FromMinutes(minutes), _parts.TimeProvider)
            : new CancellationTokenSource();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token, run.StopToken);
        try
        {
            await _records.SaveAsync(record, CancellationToken.None);
            run.MakeKnown();
            using ILakeTurn turn = await _turns.TakeForRunsAsync(end.Token);
            SetRunning(run);
            RunReport report = await _runner.RunAsync(start.RequestOf(record.Id), new NoObserver(), end.Token);
            return record with
            {
                State = report.State is RunState.Succeeded or RunState.UpToDate ? JobRunState.Succeeded
                    : report.State == RunState.Cancelled ? CancelledBy(timeout)
                    : JobRunState.Failed,
                Error = JobRunRecords.ErrorOf(report),
            };
        }
        catch (OperationCanceledException)
        {
            return record with { State = CancelledBy(timeout) };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return record with { State = JobRunState.Failed, Error = exception.Message };
        }
    }

    private void SetRunning(RunningJob run)
    {
        lock (_lock)
        {
            if (run.Record.State == JobRunState.Waiting)
            {
                run.Record = run.Record with
                {
                    State = JobRunState.Running,
                    ChangedAt = _parts.TimeProvider.GetUtcNow(),
                };
            }
        }
    }

    private static JobRunState CancelledBy(CancellationTokenSource timeout) =>
        timeout.IsCancellationRequested ? JobRunState.TimedOut : JobRunState.Stopped;

    /// <summary>What happens is read from the history.</summary>
    private sealed class NoObserver : IRunObserver
    {
        public void RunStarted(string runId, IReadOnlyList<string> tables)
        {
        }

        public void StepStarted(string table)
        {
        }

        public void StepProgressed(string table, double percent, string phase)
        {
        }

        public void StepFinished(StepReport step)
        {
        }
    }
}

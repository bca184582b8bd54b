using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>
/// Runs jobs in the background, one after another, and keeps what came of it. A run that fails is begun again as often
/// as its job says. Disposing stops what runs and waits for it. Thread-safe.
/// </summary>
public sealed class JobService : IAsyncDisposable
{
    private readonly JobRunner _runner;
    private readonly JobRunnerParts _parts;
    private readonly JobRunRecords _records;
    private readonly RunningJobs _running = new();
    private readonly ILakeTurns _turns;
    private readonly DateTimeOffset _openedAt;

    /// <param name="runner">Runs models; outlives this.</param>
    /// <param name="parts">What the runner works with.</param>
    /// <param name="turns">Of the process, which has the lake.</param>
    public JobService(JobRunner runner, JobRunnerParts parts, ILakeTurns turns)
    {
        _runner = runner;
        _parts = parts;
        _turns = turns;
        _openedAt = parts.TimeProvider.GetUtcNow();
        _records = new JobRunRecords(parts.Documents, parts.History);
        Catalog = new JobCatalog(
            parts.Models,
            SourceStep.Of(parts.Sources),
            FeedStep.Of(parts.Sources, parts.Catalog.Defined),
            parts.Documents,
            parts.TimeProvider);
    }

    /// <summary>The jobs there are.</summary>
    public JobCatalog Catalog { get; }

    /// <summary>Begins a run and does not wait for it; null when the job has as many as it may.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such job or run; <c>TN1005</c>: an argument means something else than it says, or
    /// the run that is to be done once more has not ended.
    /// </exception>
    public async Task<JobRunRecord?> TryStartAsync(JobStart start, CancellationToken cancellationToken)
    {
        KnownJob job = await Catalog.GetAsync(start.Job, cancellationToken);
        if (start.RunId is { } id && await _records.FindAsync(job.Name, id, cancellationToken) is { } there)
        {
            return AsItIs(there, _running.Find(id));
        }

        JobRunRecord? before = start.Again is null ? null : await GetEndedAsync(job, start.Again, cancellationToken);
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        RunningJob run = new(new JobRunRecord
        {
            Id = start.RunId ?? _parts.IdSource.NextId(),
            Job = job.Name,
            Attempt = before is null ? 0 : before.Attempt + 1,
            PreviousId = before?.Id,
            Trigger = start.Trigger,
            Origin = start.Origin,
            State = JobRunState.Waiting,
            Arguments = start.Arguments.Count > 0 || before is null ? start.Arguments : before.Arguments,
            TimeoutMinutes = start.TimeoutMinutes ?? before?.TimeoutMinutes ?? job.Stored?.TimeoutMinutes,
            StartedAt = now,
            ChangedAt = now,
        });

        // What cannot be asked for is said now, not by a run that fails.
        RequestOf(job, run.Record);
        if (!_running.TryAdd(run, job.RunsMax, () => RunAsync(job, run, retries: 0)))
        {
            run.Dispose();
            return null;
        }

        await run.Known.WaitAsync(cancellationToken);
        return run.Record;
    }

    /// <summary>Waits until no run of the job is under way, also none that was begun again.</summary>
    public async Task WaitAsync(string job, CancellationToken cancellationToken)
    {
        while (_running.WorkOf(job) is { Count: > 0 } work)
        {
            await Task.WhenAll(work).WaitAsync(cancellationToken);
        }
    }

    /// <summary>What to wait for until a run has ended; null when it is not under way here.</summary>
    internal Task? FindWork(string id) => _running.FindWork(id);

    /// <summary>Tells a run to stop and does not wait; false when it has ended.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such run.</exception>
    public async Task<bool> TryStopAsync(string job, string id, CancellationToken cancellationToken)
    {
        await GetRunAsync(job, id, cancellationToken);
        return _running.TryStop(job, id);
    }

    /// <summary>How a run stands that waits or is under way here; null for all others.</summary>
    public JobRunRecord? FindRunning(string id) => _running.Find(id);

    /// <summary>Runs of a job, also those of other processes, the latest first.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="before">Only those that began before the one of this id; null for all.</param>
    /// <param name="countMax">How many; no more are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such job.</exception>
    public async Task<IReadOnlyList<JobRunRecord>> ListRunsAsync(
        string job, string? before, int countMax, CancellationToken cancellationToken)
    {
        await Catalog.GetAsync(job, cancellationToken);

        // What runs is looked at first: what ends in between is then kept with its end.
        IReadOnlyDictionary<string, JobRunRecord> current = _running.List();
        return await _records.ListAsync(job, before, cancellationToken)
            .Take(countMax)
            .Select(record => AsItIs(record, current.GetValueOrDefault(record.Id)))
            .ToListAsync(cancellationToken);
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such job or run.</exception>
    public async Task<JobRunRecord> GetRunAsync(string job, string id, CancellationToken cancellationToken)
    {
        await Catalog.GetAsync(job, cancellationToken);
        JobRunRecord? current = _running.Find(id);
        JobRunRecord kept = await _records.FindAsync(job, id, cancellationToken)
            ?? throw new TarnException(ErrorCodes.UnknownName, $"job '{job}' has no run '{id}'");
        return AsItIs(
            kept.HasEnded || current is not null ? kept : await _records.WithEndAsync(kept, cancellationToken),
            current);
    }

    /// <summary>What models of the job and the tables of its sources have consumed, of those that have run.</summary>
    public async Task<IReadOnlyDictionary<TableName, Bookmark>> ReadBookmarksAsync(
        string job, CancellationToken cancellationToken)
    {
        Dictionary<TableName, Bookmark> bookmarks = [];
        foreach (TableName table in (await Catalog.GetAsync(job, cancellationToken)).Tables)
        {
            if (await _parts.Bookmarks.ReadWholeAsync(table, cancellationToken) is { } bookmark)
            {
                bookmarks[table] = bookmark;
            }
        }

        return bookmarks;
    }

    /// <summary>Forgets them: the next run builds the job's tables from all their input, sources too.</summary>
    public async Task ResetBookmarksAsync(string job, CancellationToken cancellationToken)
    {
        foreach (TableName table in (await Catalog.GetAsync(job, cancellationToken)).Tables)
        {
            await _parts.Bookmarks.ResetAsync(table, cancellationToken);
        }
    }

    /// <summary>
    /// Takes out a job that a client made, if there is one, with what is kept of its runs; those of models stay.
    /// </summary>
    /// <exception cref="TarnException"><c>TN3005</c>: only models make it.</exception>
    public async Task DeleteAsync(string job, CancellationToken cancellationToken)
    {
        if (await Catalog.DeleteAsync(job, cancellationToken) && !Catalog.IsOfModels(job))
        {
            await _records.DeleteAsync(job, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_running.Close());
    }

    private async Task<JobRunRecord> GetEndedAsync(KnownJob job, string id, CancellationToken cancellationToken)
    {
        JobRunRecord run = await GetRunAsync(job.Name, id, cancellationToken);
        return run.HasEnded ? run : throw new TarnException(
            ErrorCodes.BadArgument, $"run '{id}' of job '{job.Name}' has not ended and cannot be done once more");
    }

    /// <summary>What is kept of a run says how it began until it has ended.</summary>
    private JobRunRecord AsItIs(JobRunRecord kept, JobRunRecord? current) =>
        kept.HasEnded ? kept
        : current ?? (kept.StartedAt >= _openedAt ? kept : kept with { State = JobRunState.Interrupted });

    private static RunRequest RequestOf(KnownJob job, JobRunRecord record) =>
        JobArguments.RequestOf(job, JobArguments.Of(job, record.Arguments), record.Id) with
        {
            Origin = record.Origin,
            Attempt = record.Attempt,
            PreviousId = record.PreviousId,
            IsToldByCaller = true,
        };

    private async Task RunAsync(KnownJob job, RunningJob run, int retries)
    {
        bool isReplaced = false;
        try
        {
            JobRunRecord ended = await RunInTurnAsync(job, run);
            DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
            ended = ended with { ChangedAt = now, EndedAt = now };
            await _records.SaveAsync(ended, CancellationToken.None);
            await _records.PruneAsync(job.Name, now, CancellationToken.None);
            if (ended.State == JobRunState.Failed && retries < job.RetriesMax)
            {
                RunningJob next = new(AgainOf(run.Record, now));
                isReplaced = _running.TryReplace(run.Record.Id, next, () => RunAsync(job, next, retries + 1));
            }

            if (!isReplaced)
            {
                _parts.Listeners.Ended(JobRunRecords.OutcomeOf(ended));
            }
        }
        finally
        {
            if (!isReplaced)
            {
                _running.Remove(run.Record.Id);
            }

            run.MakeKnown();
            run.Dispose();
        }
    }

    private static JobRunRecord AgainOf(JobRunRecord record, DateTimeOffset now) => record with
    {
        Id = AttemptIds.Next(record.Id),
        Attempt = record.Attempt + 1,
        PreviousId = record.Id,
        State = JobRunState.Waiting,
        StartedAt = now,
        ChangedAt = now,
    };

    private async Task<JobRunRecord> RunInTurnAsync(KnownJob job, RunningJob run)
    {
        JobRunRecord record = run.Record;
        try
        {
            await _records.SaveAsync(record, CancellationToken.None);

            // Who is told of the run finds it in the queue: turns come in the order of starts.
            Task<ILakeTurn> taking = _turns.TakeForRunsAsync(run.StopToken);
            run.MakeKnown();
            using ILakeTurn turn = await taking;
            _running.SetRunning(run, _parts.TimeProvider.GetUtcNow());
            return await RunNowAsync(job, record, run.StopToken);
        }
        catch (OperationCanceledException)
        {
            return record with { State = JobRunState.Stopped };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return record with { State = JobRunState.Failed, Error = exception.Message };
        }
    }

    private async Task<JobRunRecord> RunNowAsync(KnownJob job, JobRunRecord record, CancellationToken stopToken)
    {
        using CancellationTokenSource timeout = record.TimeoutMinutes is { } minutes
            ? new CancellationTokenSource(TimeSpan.FromMinutes(minutes), _parts.TimeProvider)
            : new CancellationTokenSource();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopToken);
        try
        {
            RunReport report = await _runner.RunAsync(RequestOf(job, record), new UnseenRun(), end.Token);
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
    }

    private static JobRunState CancelledBy(CancellationTokenSource timeout) =>
        timeout.IsCancellationRequested ? JobRunState.TimedOut : JobRunState.Stopped;
}

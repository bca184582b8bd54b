using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Stored;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>
/// Runs jobs in the background, one after another, and keeps what came of it. A run that fails is begun again as often
/// as its job says. Disposing stops what runs and waits for it. Thread-safe.
/// </summary>
public sealed class JobService : IAsyncDisposable
{
    private readonly JobRunnerParts _parts;
    private readonly JobRunRecords _records;
    private readonly RunningJobs _running = new();
    private readonly OpenRuns _open;
    private readonly JobTurn _turn;
    private readonly DateTimeOffset _openedAt;

    /// <param name="runner">Runs models; outlives this.</param>
    /// <param name="parts">What the runner works with.</param>
    /// <param name="turns">Of the process, which has the lake.</param>
    public JobService(JobRunner runner, JobRunnerParts parts, ILakeTurns turns)
    {
        _parts = parts;
        _openedAt = parts.TimeProvider.GetUtcNow();
        _records = new JobRunRecords(parts.Documents, parts.History);
        _open = new OpenRuns(parts.Documents);
        _turn = new JobTurn(runner, _records, _open, _running, turns, parts.TimeProvider);
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
            DueAt = start.DueAt,
            ChangedAt = now,
        });

        // What cannot be asked for is said now, not by a run that fails.
        JobTurn.RequestOf(job, run.Record);
        if (!_running.TryAdd(run, job.RunsMax, () => RunAsync(job, run)))
        {
            run.Dispose();
            return null;
        }

        await run.Known.WaitAsync(cancellationToken);
        return run.Record;
    }

    /// <summary>
    /// Begins again what the process before had begun for a schedule or trigger and did not bring to its end, at most
    /// <see cref="LeftRuns.InterruptionsMax"/> times each.
    /// </summary>
    /// <param name="failed">Told of what cannot be begun again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task BeginAgainAsync(Action<TarnException> failed, CancellationToken cancellationToken)
    {
        LeftRuns left = new(_open, _records, _running, Catalog, _parts);
        return left.BeginAgainAsync((job, run) => RunAsync(job, run), failed, cancellationToken);
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
        JobRunRecord run = await GetRunAsync(job, id, cancellationToken);
        if (!_running.TryStop(job, id))
        {
            return false;
        }

        if (run.IsBegunAgain)
        {
            await _records.TryKeepStoppingAsync(run, cancellationToken);
        }

        return true;
    }

    /// <summary>The run of a job that waits or is under way here and was to begin first; null: there is none.</summary>
    public JobRunRecord? FindFirst(string job) => _running.List().Values
        .Where(run => run.Job == job)
        .MinBy(run => run.DueAt ?? run.StartedAt);

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

    private async Task RunAsync(KnownJob job, RunningJob run)
    {
        bool isReplaced = false;
        try
        {
            JobRunRecord ended = await _turn.RunAsync(job, run);
            Failpoint.Hit(Failpoints.BackgroundRunDone);
            DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
            ended = ended with { ChangedAt = now, EndedAt = now };
            JobRunRecord? again = ended.State == JobRunState.Failed && ended.Retries < job.RetriesMax
                ? ended.Again(now) with { Retries = ended.Retries + 1 }
                : null;
            await KeepAsync(again);
            await _records.SaveAsync(ended, CancellationToken.None);
            if (ended.State != JobRunState.Interrupted)
            {
                await _open.EndAsync(ended, CancellationToken.None);
            }

            await _records.PruneAsync(job.Name, now, CancellationToken.None);
            if (again is not null)
            {
                RunningJob next = new(again);
                isReplaced = _running.TryReplace(ended.Id, next, () => RunAsync(job, next));
            }

            // What the next process begins again has not come to an end yet.
            if (!isReplaced && ended.State != JobRunState.Interrupted && again?.IsBegunAgain != true)
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

    /// <summary>A run that begins another one again is there before the other has its end.</summary>
    private async Task KeepAsync(JobRunRecord? again)
    {
        if (again is { IsBegunAgain: true })
        {
            await _open.BeginAsync(again, CancellationToken.None);
            await _records.SaveAsync(again, CancellationToken.None);
        }
    }
}

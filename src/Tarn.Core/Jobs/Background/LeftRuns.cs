using Tarn.Common;
using Tarn.Jobs.Stored;

namespace Tarn.Jobs.Background;

/// <summary>
/// What becomes of runs that the process before did not bring to their end. The run that begins one again is kept,
/// under an id that follows from that of the first, before the first gets its end: whatever is killed when, there is
/// one.
/// </summary>
internal sealed class LeftRuns(
    OpenRuns open, JobRunRecords records, RunningJobs running, JobCatalog catalog, JobRunnerParts parts)
{
    /// <summary>How often a run is begun again because the process ended before it did.</summary>
    public const int InterruptionsMax = 5;

    /// <param name="run">Does a run.</param>
    /// <param name="failed">Told of what cannot be begun again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task BeginAgainAsync(
        Func<KnownJob, RunningJob, Task> run, Action<TarnException> failed, CancellationToken cancellationToken)
    {
        foreach ((string job, string id) in await open.ListAsync(cancellationToken))
        {
            // What this process has begun is not left.
            if (running.Find(id) is not null)
            {
                continue;
            }

            if (await records.FindAsync(job, id, cancellationToken) is not { } kept)
            {
                // Who wanted it did not learn that it began, and begins it.
                await open.EndAsync(job, id, cancellationToken);
                continue;
            }

            try
            {
                await FollowAsync(kept, run, cancellationToken);
            }
            catch (TarnException exception)
            {
                failed(new TarnException(
                    exception.Code,
                    $"run '{id}' of job '{job}', which the process before left, is not begun again: "
                    + exception.Message));
            }
        }
    }

    private async Task FollowAsync(
        JobRunRecord kept, Func<KnownJob, RunningJob, Task> run, CancellationToken cancellationToken)
    {
        JobRunRecord ended = await EndOfAsync(kept, cancellationToken);
        string nextId = AttemptIds.Next(kept.Id);
        bool isFollowed = await records.FindAsync(kept.Job, nextId, cancellationToken) is not null;
        KnownJob? job = isFollowed || ended.State is not (JobRunState.Interrupted or JobRunState.Failed)
            ? null
            : await FindJobAsync(ended, cancellationToken);
        JobRunRecord? next = job is null ? null : NextOf(job, ended);
        if (next is null && !isFollowed && ended.State == JobRunState.Interrupted)
        {
            ended = ended with
            {
                State = JobRunState.Failed,
                Error = job is null
                    ? "the process ended, and the job is gone"
                    : "the process ended during each attempt",
            };
        }

        RunningJob? begun = next is null ? null : new RunningJob(next);
        if (begun is not null)
        {
            await open.BeginAsync(begun.Record, cancellationToken);
            await records.SaveAsync(begun.Record, cancellationToken);
            Failpoint.Hit(Failpoints.BackgroundRunAgainKept);
        }

        await records.SaveAsync(ended, cancellationToken);
        await open.EndAsync(ended, cancellationToken);
        if (begun is not null)
        {
            running.TryAdd(begun, int.MaxValue, () => run(job!, begun));
        }
        else if (!isFollowed)
        {
            parts.Listeners.Ended(JobRunRecords.OutcomeOf(ended));
        }
    }

    /// <summary>How a run ended, of which at most the report tells that.</summary>
    private async Task<JobRunRecord> EndOfAsync(JobRunRecord kept, CancellationToken cancellationToken)
    {
        if (kept.HasEnded)
        {
            return kept;
        }

        JobRunRecord ended = await records.WithEndAsync(kept, cancellationToken);
        bool wasToStop = kept.State == JobRunState.Stopping;
        if (ended.State is JobRunState.Succeeded or JobRunState.Failed)
        {
            return ended;
        }

        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        return kept with
        {
            State = wasToStop ? JobRunState.Stopped : JobRunState.Interrupted,
            ChangedAt = now,
            EndedAt = now,
        };
    }

    private async Task<KnownJob?> FindJobAsync(JobRunRecord run, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.GetAsync(run.Job, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName)
        {
            return null;
        }
    }

    /// <summary>Null when it has been begun as often as it may.</summary>
    private JobRunRecord? NextOf(KnownJob job, JobRunRecord ended)
    {
        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        return ended.State == JobRunState.Failed
            ? ended.Retries < job.RetriesMax ? ended.Again(now) with { Retries = ended.Retries + 1 } : null
            : ended.Interruptions < InterruptionsMax
                ? ended.Again(now) with { Interruptions = ended.Interruptions + 1 }
                : null;
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Observability;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>Runs of jobs that were started in the background, and those of the history that were not.</summary>
internal sealed class JobRunRecords(DocumentStore documents, RunHistory history)
{
    /// <summary>Of one job; Glue says no number.</summary>
    public const int RunsKeptMax = 1000;

    private const int HistoryMax = 1000;

    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(90);

    /// <summary>The latest first. Records and reports are read one by one, as far as they are asked for.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="before">Only runs that began before the one of this id; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<JobRunRecord> ListAsync(
        string job, string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IEnumerable<string> ids = (await ListIdsAsync(job, cancellationToken))
            .Union(await history.ListIdsAsync(HistoryMax, cancellationToken))
            .Where(id => before is null || string.CompareOrdinal(id, before) < 0)
            .OrderDescending(StringComparer.Ordinal);
        foreach (string id in ids)
        {
            if (await FindAsync(job, id, cancellationToken) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>Null when the job has no such run.</summary>
    public async Task<JobRunRecord?> FindAsync(string job, string id, CancellationToken cancellationToken)
    {
        if (!DocumentStore.CanName(id))
        {
            return null;
        }

        Document<JobRunRecord>? document = await documents.ReadAsync(
            FolderOf(job) + id, JobsJson.Default.JobRunRecord, cancellationToken);
        if (document is not null)
        {
            return document.Value;
        }

        RunReport? report = await history.FindExactlyAsync(id, cancellationToken);
        return report?.Jobs.Contains(job) == true ? Of(job, report) : null;
    }

    /// <summary>
    /// A run that is not under way and whose record has no end: with that of its report, if the process died between
    /// the two.
    /// </summary>
    public async Task<JobRunRecord> WithEndAsync(JobRunRecord begun, CancellationToken cancellationToken)
    {
        RunReport? report = await history.FindExactlyAsync(begun.Id, cancellationToken);
        if (report?.FinishedAt is null)
        {
            return begun;
        }

        JobRunRecord end = Of(begun.Job, report);
        return begun with { State = end.State, ChangedAt = end.ChangedAt, EndedAt = end.EndedAt, Error = end.Error };
    }

    public Task SaveAsync(JobRunRecord record, CancellationToken cancellationToken) => documents.PutAsync(
        FolderOf(record.Job) + record.Id, record, JobsJson.Default.JobRunRecord, cancellationToken);

    /// <summary>Keeps that somebody wants a run to stop, unless it has its end already.</summary>
    public async Task TryKeepStoppingAsync(JobRunRecord run, CancellationToken cancellationToken)
    {
        string name = FolderOf(run.Job) + run.Id;
        Document<JobRunRecord>? kept = await documents.ReadAsync(
            name, JobsJson.Default.JobRunRecord, cancellationToken);
        if (kept is not { Value.HasEnded: false })
        {
            return;
        }

        try
        {
            await documents.WriteAsync(
                name,
                kept.Value with { State = JobRunState.Stopping },
                JobsJson.Default.JobRunRecord,
                kept.Version,
                cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StateConflict)
        {
            // It ended meanwhile.
        }
    }

    /// <summary>
    /// Forgets what is older than Glue keeps runs (90 days, "Viewing job runs") and what is beyond the number kept of a
    /// job, the oldest first. Only the oldest are looked at.
    /// </summary>
    public async Task PruneAsync(string job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] ids = [.. (await ListIdsAsync(job, cancellationToken)).Order(StringComparer.Ordinal)];
        for (int place = 0; place < ids.Length; place++)
        {
            Document<JobRunRecord>? oldest = await documents.ReadAsync(
                FolderOf(job) + ids[place], JobsJson.Default.JobRunRecord, cancellationToken);
            bool isOver = ids.Length - place > RunsKeptMax || oldest?.Value.StartedAt < now - AgeMax;
            if (!isOver || oldest?.Value.HasEnded == false)
            {
                return;
            }

            await documents.DeleteAsync(FolderOf(job) + ids[place], cancellationToken);
        }
    }

    public async Task DeleteAsync(string job, CancellationToken cancellationToken)
    {
        foreach (string id in await ListIdsAsync(job, cancellationToken))
        {
            await documents.DeleteAsync(FolderOf(job) + id, cancellationToken);
        }
    }

    /// <summary>Deletes what is kept of all but the job's latest runs.</summary>
    public async Task ForgetOldAsync(string job, int countKept, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await documents.ListAsync(FolderOf(job), cancellationToken);
        foreach (string name in names.OrderDescending(StringComparer.Ordinal).Skip(countKept))
        {
            await documents.DeleteAsync(name, cancellationToken);
        }
    }

    /// <summary>What those are told who want to know; the run has ended.</summary>
    public static WorkOutcome OutcomeOf(JobRunRecord record) => new(
        WorkSubject.Job,
        record.Job,
        record.Id,
        record.State switch
        {
            JobRunState.Succeeded => WorkResult.Succeeded,
            JobRunState.Stopped => WorkResult.Stopped,
            _ => WorkResult.Failed,
        },
        record.StartedAt,
        record.EndedAt ?? record.ChangedAt,
        record.State == JobRunState.TimedOut
            ? string.Create(CultureInfo.InvariantCulture, $"it took longer than {record.TimeoutMinutes} minutes")
            : record.Error);

    /// <summary>The first failure of a run; null when there was none.</summary>
    public static string? ErrorOf(RunReport report) => report.Steps
        .Where(step => step.Error is not null)
        .Select(step => $"{step.Table}: {step.ErrorCode}: {step.Error}")
        .FirstOrDefault();

    private static JobRunRecord Of(string job, RunReport report) => new()
    {
        Id = report.RunId,
        Job = job,
        State = report.State switch
        {
            RunState.Succeeded or RunState.UpToDate => JobRunState.Succeeded,
            RunState.Failed => JobRunState.Failed,
            RunState.Cancelled => JobRunState.Stopped,
            RunState.Running => JobRunState.Running,
            _ => JobRunState.Interrupted,
        },
        StartedAt = report.StartedAt,
        ChangedAt = report.FinishedAt ?? report.StartedAt,
        EndedAt = report.FinishedAt,
        Error = ErrorOf(report),
        Attempt = report.Attempt,
        PreviousId = report.PreviousId,
        Origin = report.Origin,
    };

    private async Task<IReadOnlyList<string>> ListIdsAsync(string job, CancellationToken cancellationToken) =>
        [.. (await documents.ListAsync(FolderOf(job), cancellationToken)).Select(name => name[FolderOf(job).Length..])];

    private static string FolderOf(string job) => $"jobruns/{job}/";
}

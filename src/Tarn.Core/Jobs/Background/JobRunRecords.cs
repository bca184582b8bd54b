using Tarn.Jobs.Runs;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>Runs of jobs that were started in the background, and those of the history that were not.</summary>
internal sealed class JobRunRecords(DocumentStore documents, RunHistory history)
{
    private const int HistoryMax = 1000;

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<JobRunRecord>> ListAsync(string job, CancellationToken cancellationToken)
    {
        List<JobRunRecord> records = [];
        foreach (string name in await documents.ListAsync(FolderOf(job), cancellationToken))
        {
            if (await documents.ReadAsync(name, JobsJson.Default.JobRunRecord, cancellationToken) is { } document)
            {
                records.Add(document.Value);
            }
        }

        HashSet<string> known = [.. records.Select(record => record.Id)];
        IReadOnlyList<RunReport> reports = await history.ListAsync(HistoryMax, cancellationToken);
        return
        [
            .. records
                .Concat(reports
                    .Where(report => report.Jobs.Contains(job) && !known.Contains(report.RunId))
                    .Select(report => Of(job, report)))
                .OrderByDescending(record => record.Id, StringComparer.Ordinal),
        ];
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

    public Task SaveAsync(JobRunRecord record, CancellationToken cancellationToken) => documents.PutAsync(
        FolderOf(record.Job) + record.Id, record, JobsJson.Default.JobRunRecord, cancellationToken);

    public async Task DeleteAsync(string job, CancellationToken cancellationToken)
    {
        foreach (string name in await documents.ListAsync(FolderOf(job), cancellationToken))
        {
            await documents.DeleteAsync(name, cancellationToken);
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
    };

    private static string FolderOf(string job) => $"jobruns/{job}/";
}

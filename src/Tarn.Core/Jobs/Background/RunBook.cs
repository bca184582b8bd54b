using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>All runs of a lake, those started at the command line and those in the background.</summary>
/// <param name="documents">Where records are kept.</param>
/// <param name="history">Has the reports.</param>
/// <param name="service">Runs those in the background; null in a process that does not.</param>
public sealed class RunBook(DocumentStore documents, RunHistory history, JobService? service)
{
    private const string Folder = "jobruns/";

    /// <summary>The newest first; read one by one, as far as they are asked for.</summary>
    public async IAsyncEnumerable<KnownRun> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> jobs = await ListRecordsAsync(cancellationToken);
        IEnumerable<string> ids = (await history.ListIdsAsync(int.MaxValue, cancellationToken))
            .Union(jobs.Keys)
            .OrderDescending(StringComparer.Ordinal);
        foreach (string id in ids)
        {
            if (await ReadAsync(id, jobs.GetValueOrDefault(id), cancellationToken) is { } run)
            {
                yield return run;
            }
        }
    }

    /// <summary>The run with this id, or the only one whose id starts or ends so.</summary>
    /// <param name="id">Null for the latest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException"><c>TN1003</c>: none fits, or several do.</exception>
    public async Task<KnownRun> GetAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return await ListAsync(cancellationToken).FirstOrDefaultAsync(cancellationToken)
                ?? throw new TarnException(ErrorCodes.UnknownName, "nothing has run yet")
                {
                    Hint = "'tarn run' runs the jobs of the lake",
                };
        }

        IReadOnlyDictionary<string, string> jobs = await ListRecordsAsync(cancellationToken);
        string[] all = [.. (await history.ListIdsAsync(int.MaxValue, cancellationToken)).Union(jobs.Keys)];
        string[] fitting = all.Contains(id) ? [id] : [.. all.Where(runId => Fits(runId, id))];
        KnownRun? run = fitting.Length == 1
            ? await ReadAsync(fitting[0], jobs.GetValueOrDefault(fitting[0]), cancellationToken)
            : null;
        return run ?? throw new TarnException(
            ErrorCodes.UnknownName,
            fitting.Length > 1 ? $"{fitting.Length} runs fit '{id}'; give more of the id" : $"there is no run '{id}'")
        {
            Hint = "'tarn runs list' lists the latest",
        };
    }

    private static bool Fits(string runId, string text) =>
        runId.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        || runId.EndsWith(text, StringComparison.OrdinalIgnoreCase);

    private async Task<KnownRun?> ReadAsync(string id, string? job, CancellationToken cancellationToken)
    {
        // What runs is looked at first: what ends in between is then kept with its end.
        JobRunRecord? current = service?.FindRunning(id);
        JobRunRecord? kept = job is null ? null : (await documents.ReadAsync(
            $"{Folder}{job}/{id}", JobsJson.Default.JobRunRecord, cancellationToken))?.Value;
        RunReport? report = await history.FindExactlyAsync(id, cancellationToken);
        JobRunRecord? record = kept is null || kept.HasEnded ? kept
            : current ?? kept with { State = JobRunState.Interrupted };
        return record is null && report is null ? null : new KnownRun(id, record, report);
    }

    /// <summary>The job of each record, by the run's id.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ListRecordsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> jobs = [];
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            string[] parts = name.Split('/');
            jobs[parts[^1]] = parts[^2];
        }

        return jobs;
    }
}

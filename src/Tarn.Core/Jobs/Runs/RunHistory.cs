using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Jobs.Runs;

/// <summary>Reports and logs of past runs.</summary>
/// <param name="documents">Where reports are kept.</param>
/// <param name="logDirectory">Where logs are kept, one file for each run.</param>
public sealed class RunHistory(DocumentStore documents, string logDirectory)
{
    private const string Folder = "runs/";
    private const string LineageFolder = "lineage/";

    /// <summary>Ids of runs, the newest first; no report is read.</summary>
    public async Task<IReadOnlyList<string>> ListIdsAsync(int countMax, CancellationToken cancellationToken) =>
    [
        .. (await documents.ListAsync(Folder, cancellationToken))
            .Select(name => name[Folder.Length..])
            .OrderDescending(StringComparer.Ordinal)
            .Take(countMax),
    ];

    /// <summary>The newest runs first.</summary>
    public async Task<IReadOnlyList<RunReport>> ListAsync(int countMax, CancellationToken cancellationToken)
    {
        List<RunReport> reports = [];
        foreach (string id in await ListIdsAsync(countMax, cancellationToken))
        {
            if (await ReadAsync(Folder + id, cancellationToken) is { } report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    /// <summary>The run with exactly this id; null when there is none.</summary>
    public async Task<RunReport?> FindExactlyAsync(string id, CancellationToken cancellationToken) =>
        DocumentStore.CanName(id) ? await ReadAsync(Folder + id, cancellationToken) : null;

    /// <summary>The run with this id, or the only one whose id starts or ends so; null when there is none.</summary>
    /// <exception cref="TarnException">TN1003: several runs fit.</exception>
    public async Task<RunReport?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindExactlyAsync(id, cancellationToken) is { } run)
        {
            return run;
        }

        IReadOnlyList<string> names = await documents.ListAsync(Folder, cancellationToken);
        string[] fitting = [.. names.Select(name => name[Folder.Length..]).Where(runId =>
            runId.StartsWith(id, StringComparison.OrdinalIgnoreCase)
            || runId.EndsWith(id, StringComparison.OrdinalIgnoreCase))];
        return fitting.Length switch
        {
            0 => null,
            1 => await ReadAsync(Folder + fitting[0], cancellationToken),
            _ => throw new TarnException(
                ErrorCodes.UnknownName, $"{fitting.Length} runs fit '{id}'; give more of the id"),
        };
    }

    /// <summary>The run's log from the start; of a run under way, what is written so far.</summary>
    public async IAsyncEnumerable<RunLogLine> LogAsync(
        string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = LogPath(runId);
        if (!File.Exists(path))
        {
            yield break;
        }

        await foreach (LogFrame frame in CheckedLog.ReadFileAsync(path, cancellationToken))
        {
            RunLogLine? line = JsonSerializer.Deserialize(frame.Payload.Span, JobsJson.Default.RunLogLine);
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    /// <summary>Whether the run has a log that was not deleted.</summary>
    public bool HasLog(string runId) => File.Exists(LogPath(runId));

    /// <summary>Deletes the log of a run that has ended; its report stays.</summary>
    public void DeleteLog(string runId)
    {
        if (HasLog(runId))
        {
            File.Delete(LogPath(runId));
        }
    }

    /// <summary>Keeps the report, replacing an earlier one of the same run.</summary>
    public Task SaveAsync(RunReport report, CancellationToken cancellationToken) =>
        documents.PutAsync(Folder + report.RunId, report, JobsJson.Default.RunReport, cancellationToken);

    /// <summary>What the run made from what; null when it wrote nothing, or was made before this was kept.</summary>
    public async Task<RunLineage?> FindLineageAsync(string runId, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(LineageFolder + runId, JobsJson.Default.RunLineage, cancellationToken))?.Value;

    /// <summary>Keeps it; once for each run.</summary>
    public Task SaveLineageAsync(string runId, RunLineage lineage, CancellationToken cancellationToken) =>
        documents.WriteAsync(
            LineageFolder + runId, lineage, JobsJson.Default.RunLineage, expectedVersion: null, cancellationToken);

    /// <summary>Deletes all but the latest runs that have ended, with their lineage and logs.</summary>
    public async Task ForgetOldAsync(int countKept, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await documents.ListAsync(Folder, cancellationToken);
        foreach (string name in names.OrderDescending(StringComparer.Ordinal).Skip(countKept))
        {
            if (await ReadAsync(name, cancellationToken) is { State: not RunState.Running } report)
            {
                await ForgetAsync(report.RunId, cancellationToken);
            }
        }
    }

    /// <summary>Deletes runs that began before the moment, with their lineage and logs, except the latest.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetBeforeAsync(
        DateTimeOffset moment, int countKept, CancellationToken cancellationToken)
    {
        int count = 0;
        IReadOnlyList<string> ids = await ListIdsAsync(int.MaxValue, cancellationToken);
        foreach (string id in ids.Skip(countKept).Reverse())
        {
            RunReport? report = await ReadAsync(Folder + id, cancellationToken);
            if (report is null || report.State == RunState.Running)
            {
                continue;
            }

            if (report.StartedAt >= moment)
            {
                break;
            }

            await ForgetAsync(id, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>
    /// Marks runs that still say they are running; the caller owns the lake, so their process is gone.
    /// </summary>
    public async Task<int> MarkInterruptedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (RunReport report in await ListAsync(int.MaxValue, cancellationToken))
        {
            if (report.State == RunState.Running)
            {
                await SaveAsync(report with { State = RunState.Interrupted, FinishedAt = now }, cancellationToken);
                count++;
            }
        }

        return count;
    }

    internal string LogPath(string runId) => Path.Combine(logDirectory, $"{runId}.log");

    private async Task ForgetAsync(string runId, CancellationToken cancellationToken)
    {
        DeleteLog(runId);
        await documents.DeleteAsync(LineageFolder + runId, cancellationToken);
        await documents.DeleteAsync(Folder + runId, cancellationToken);
    }

    private async Task<RunReport?> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(name, JobsJson.Default.RunReport, cancellationToken))?.Value;
}

using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Observability;
using Tarn.State;

namespace Tarn.Cli.Hosting;

/// <summary>Runs of a lake: all that are remembered, those under way, and who wants to know how they end.</summary>
internal sealed class LakeRuns(LakeHost lake, JobRunnerParts parts)
{
    public RunBook Book { get; } = new(lake.Documents, lake.Runs, lake.Server?.Jobs);

    /// <summary>Those of this process.</summary>
    public LiveRuns Live => parts.Live;

    public WorkListeners Listeners => parts.Listeners;

    /// <summary>Whether the run has not ended, and the process that runs it has not either.</summary>
    public async Task<bool> IsUnderWayAsync(string id, CancellationToken cancellationToken) =>
        !(await Book.GetAsync(id, cancellationToken)).HasEnded && IsAlive(id);

    /// <summary>
    /// Whether somebody is there who could do the run: a run that a process left says that it is running until the lake
    /// is taken again.
    /// </summary>
    public bool IsAlive(string id) => lake.Server is { } server
        ? Live.Find(id) is not null || server.Jobs.FindRunning(id) is not null
        : LakeLock.FindHolder(lake.StateDirectory) is not null;

    /// <summary>Tells a run of this process to stop; false when it is not one, or has ended.</summary>
    public async Task<bool> TryStopAsync(KnownRun run, CancellationToken cancellationToken) =>
        (run.Record is { } record && lake.Server is { } server
            && await server.Jobs.TryStopAsync(record.Job, record.Id, cancellationToken))
        || Live.TryStop(run.Id);

    /// <summary>Forgets runs that are older than the lake keeps them.</summary>
    public Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        RunRetention kept = lake.Definition.Runs;
        return lake.Runs.ForgetBeforeAsync(
            parts.TimeProvider.GetUtcNow() - kept.AgeMax, kept.CountMin, cancellationToken);
    }
}

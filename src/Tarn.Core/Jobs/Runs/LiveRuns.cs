using System.Collections.Immutable;

namespace Tarn.Jobs.Runs;

/// <summary>The runs that are under way in this process: how far they are, and how to end them. Thread-safe.</summary>
public sealed class LiveRuns
{
    private ImmutableDictionary<string, LiveRun> _byId = ImmutableDictionary<string, LiveRun>.Empty;

    /// <summary>Null when it has ended, or is not one of this process.</summary>
    public LiveRun? Find(string runId) => _byId.GetValueOrDefault(runId);

    /// <summary>All, in the order of their ids.</summary>
    public IReadOnlyList<LiveRun> List() =>
        [.. _byId.Values.OrderBy(run => run.Begun.RunId, StringComparer.Ordinal)];

    /// <summary>Tells a run to stop and does not wait; false when it has ended or is not of this process.</summary>
    public bool TryStop(string runId)
    {
        if (Find(runId) is not { } run)
        {
            return false;
        }

        run.Stop();
        return true;
    }

    /// <summary>Shows a run until the result is disposed.</summary>
    internal LiveRun Begin(RunReport begun, IRunObserver observer, CancellationToken cancellationToken)
    {
        LiveRun run = new(this, begun, observer, cancellationToken);
        ImmutableInterlocked.TryAdd(ref _byId, begun.RunId, run);
        return run;
    }

    internal void End(string runId) => ImmutableInterlocked.TryRemove(ref _byId, runId, out _);
}

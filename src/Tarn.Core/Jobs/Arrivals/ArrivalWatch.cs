using Tarn.Jobs.Background;
using Tarn.Jobs.Inputs;
using Tarn.Storage.Events;
using Tarn.Storage.Watching;

namespace Tarn.Jobs.Arrivals;

/// <summary>
/// Starts jobs by themselves when objects arrive in the inputs of models that say so, as long as it is not disposed.
/// What arrived while nothing watched is found when it begins.
/// </summary>
public sealed class ArrivalWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<WatchedJob> _jobs;
    private readonly IDisposable _listening;
    private readonly Task _watching;

    private ArrivalWatch(IReadOnlyList<WatchedJob> jobs, ObjectEvents events)
    {
        _jobs = jobs;
        _listening = events.Listen(Wants, Tell);
        _watching = Task.WhenAll(jobs.Select(job => Task.Run(() => job.RunAsync(_stop.Token))));
    }

    /// <summary>How often files that are dropped by hand are looked for, and how long they must not change.</summary>
    public static WatchSettings Settings { get; } = new()
    {
        PollInterval = TimeSpan.FromSeconds(1),
        QuietTime = TimeSpan.FromSeconds(2),
        QuietWaitMax = TimeSpan.FromSeconds(30),
        FailurePause = TimeSpan.FromSeconds(5),
        FailurePauseMax = TimeSpan.FromMinutes(5),
    };

    /// <summary>Begins to watch for all jobs with models that start on arrival: on return it knows where.</summary>
    /// <param name="parts">Of the lake.</param>
    /// <param name="jobs">Runs them.</param>
    /// <param name="settings">How often it looks.</param>
    /// <param name="cancellationToken">Stops the beginning.</param>
    public static async Task<ArrivalWatch> BeginAsync(
        JobRunnerParts parts, JobService jobs, WatchSettings settings, CancellationToken cancellationToken)
    {
        InputPlanner planner = new(parts.Catalog, parts.Bookmarks);
        WatchedJob[] watched =
        [
            .. parts.Models
                .Where(model => model.Materialized != Materialization.View)
                .GroupBy(model => model.Job)
                .Where(job => job.Any(model => model.OnArrival is not null))
                .Select(job => new WatchedJob(
                    new ArrivalJob(job.Key, [.. job], planner, jobs), settings, parts.TimeProvider)),
        ];
        foreach (WatchedJob job in watched)
        {
            await job.FindPlacesAsync(cancellationToken);
        }

        return new ArrivalWatch(watched, parts.Buckets.Events);
    }

    /// <summary>Whether something waits for objects of the bucket.</summary>
    public bool Wants(string bucket)
    {
        foreach (WatchedJob job in _jobs)
        {
            if (job.IsIn(bucket))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts nothing more; what runs goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        await _stop.CancelAsync();
        try
        {
            await _watching;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // That is how watching ends.
        }

        _stop.Dispose();
    }

    private void Tell(ObjectEvent told)
    {
        foreach (WatchedJob job in _jobs)
        {
            job.Tell(told);
        }
    }
}

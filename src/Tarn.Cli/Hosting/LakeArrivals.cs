using Tarn.Jobs;
using Tarn.Jobs.Arrivals;
using Tarn.Jobs.Background;

namespace Tarn.Cli.Hosting;

/// <summary>What a lake that is served does for jobs that start by themselves.</summary>
internal sealed class LakeArrivals(JobRunnerParts parts)
{
    /// <summary>Starts jobs when objects arrive, until it is disposed.</summary>
    public Task<ArrivalWatch> WatchAsync(JobService jobs, CancellationToken cancellationToken) =>
        ArrivalWatch.BeginAsync(parts, jobs, ArrivalWatch.Settings, cancellationToken);

    /// <summary>Removes what their runs leave behind.</summary>
    /// <param name="runsKept">How many of the latest runs stay.</param>
    /// <param name="cancellationToken">Stops it half-way.</param>
    public Task SweepAsync(int runsKept, CancellationToken cancellationToken) =>
        new ArrivalSweep(parts).SweepAsync(runsKept, cancellationToken);
}

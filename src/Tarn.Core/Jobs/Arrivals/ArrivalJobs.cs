using Tarn.Jobs.Background;
using Tarn.Jobs.Inputs;
using Tarn.Storage.Watching;

namespace Tarn.Jobs.Arrivals;

/// <summary>The jobs of a lake that start when objects arrive in the inputs of their models.</summary>
public static class ArrivalJobs
{
    /// <param name="parts">Of the lake.</param>
    /// <param name="jobs">Runs them.</param>
    public static IEnumerable<IArrivalWork> Of(JobRunnerParts parts, JobService jobs)
    {
        InputPlanner planner = new(parts.Catalog, parts.Bookmarks);
        return parts.Models
            .Where(model => model.Materialized != Materialization.View)
            .GroupBy(model => model.Job)
            .Where(job => job.Any(model => model.OnArrival is not null))
            .Select(job => new ArrivalJob(job.Key, [.. job], planner, jobs));
    }
}

using Tarn.Common;
using Tarn.Flows.Schedules;

namespace Tarn.Flows.Scheduling;

/// <summary>Starts what schedules name.</summary>
public interface IScheduleStarter
{
    /// <summary>Starts a run of this id, unless there is one already.</summary>
    /// <param name="target">What.</param>
    /// <param name="runId">Of the run; kept before this is called, so that a crash does not double it.</param>
    /// <param name="startedBy">The key of the schedule.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when it has as many runs as it may, and is to be tried again.</returns>
    /// <exception cref="TarnException">It cannot be started, now or later.</exception>
    Task<bool> TryStartAsync(
        ScheduleTarget target, string runId, string startedBy, CancellationToken cancellationToken);
}

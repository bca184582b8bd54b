using Tarn.Common;
using Tarn.Flows.Schedules;

namespace Tarn.Flows.Scheduling;

/// <summary>Starts what schedules name.</summary>
public interface IScheduleStarter
{
    /// <summary>Starts a run of this id, unless there is one already.</summary>
    /// <param name="target">What.</param>
    /// <param name="firing">
    /// The moment, and the id of the run; kept before this is called, so that a crash does not double it.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when it has as many runs as it may, and is to be tried again.</returns>
    /// <exception cref="TarnException">It cannot be started, now or later.</exception>
    Task<bool> TryStartAsync(ScheduleTarget target, Firing firing, CancellationToken cancellationToken);
}

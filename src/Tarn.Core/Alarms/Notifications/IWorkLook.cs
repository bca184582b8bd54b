using Tarn.Alarms.Notifications.Subjects;
using Tarn.Observability;

namespace Tarn.Alarms.Notifications;

/// <summary>Looks at the work of a lake.</summary>
public interface IWorkLook
{
    /// <summary>
    /// The last end of each job, crawler and workflow, so that what ended while nobody listened is told too.
    /// </summary>
    Task<IReadOnlyList<WorkOutcome>> ListLatestAsync(CancellationToken cancellationToken);

    /// <summary>The run under way that began first; null when there is none.</summary>
    Task<RunningWork?> FindRunningAsync(WorkSubject kind, string name, CancellationToken cancellationToken);
}

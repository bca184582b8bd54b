using Tarn.Common;
using Tarn.Flows.Schedules;
using Tarn.Flows.Scheduling;

namespace Tarn.Tests.Flows.Scheduling;

/// <summary>Notes what was started when. Runs outlive the scheduler, as documents do.</summary>
internal sealed class FakeStarter(TimeProvider clock) : IScheduleStarter
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _runs = [];

    /// <summary>By name; what there is more than one of was started twice.</summary>
    public Dictionary<string, List<DateTimeOffset>> Started { get; } = [];

    public HashSet<string> Busy { get; } = [];

    /// <summary>Says for each call whether the process dies before or after it; null: it does not.</summary>
    public Func<bool?> Death { get; set; } = () => null;

    public IReadOnlyList<DateTimeOffset> Of(string name) => Started.GetValueOrDefault(name) ?? [];

    public Task<bool> TryStartAsync(ScheduleTarget target, Firing firing, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            bool? death = Death();
            if (death == true)
            {
                throw new KilledException();
            }

            if (target.Name == "gone")
            {
                throw new TarnException(ErrorCodes.UnknownName, "there is no job 'gone'");
            }

            if (Busy.Contains(target.Name))
            {
                return Task.FromResult(false);
            }

            if (_runs.Add(firing.RunId))
            {
                Started.TryAdd(target.Name, []);
                Started[target.Name].Add(clock.GetUtcNow());
            }

            return death == false ? throw new KilledException() : Task.FromResult(true);
        }
    }
}

/// <summary>The process ends here.</summary>
internal sealed class KilledException : Exception;

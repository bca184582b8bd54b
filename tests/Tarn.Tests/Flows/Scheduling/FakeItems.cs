using Tarn.Flows.Schedules;
using Tarn.Flows.Scheduling;

namespace Tarn.Tests.Flows.Scheduling;

/// <summary>Schedules of a test, which starts what has their name.</summary>
internal sealed class FakeItems : IScheduledItems
{
    private readonly Dictionary<string, ScheduledItem> _items = [];
    private Action<string>? _changed;

    public void Put(string name, string expression, string timeZone, MissedRuns? missed, DateTimeOffset? since)
    {
        ScheduleDefinition definition = new()
        {
            Name = name,
            Expression = expression,
            TimeZone = timeZone,
            Missed = missed ?? MissedRuns.Default,
            Target = new ScheduleTarget { Kind = ScheduleTargetKind.Job, Name = name },
            CreatedAt = since ?? default,
        };
        _items[name] = new ScheduledItem(name, definition.ReadTiming(), definition.Target, since)
        {
            IsDeletedAtEnd = expression.StartsWith("at(", StringComparison.Ordinal),
        };
        _changed?.Invoke(name);
    }

    public void Remove(string name)
    {
        _items.Remove(name);
        _changed?.Invoke(name);
    }

    public bool Has(string name) => _items.ContainsKey(name);

    public Task<IReadOnlyList<ScheduledItem>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScheduledItem>>([.. _items.Values]);

    public Task<ScheduledItem?> FindAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_items.GetValueOrDefault(key));

    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        Remove(key);
        return Task.CompletedTask;
    }

    public IDisposable Listen(Action<string> changed)
    {
        _changed = changed;
        return new Listening();
    }

    private sealed class Listening : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

namespace Tarn.Flows.Scheduling;

/// <summary>All that the clock is to start.</summary>
public interface IScheduledItems
{
    /// <summary>Those that are switched on. What makes no sense is left out, and told to people.</summary>
    Task<IReadOnlyList<ScheduledItem>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One of them; null when it is gone or switched off.</summary>
    Task<ScheduledItem?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Takes away one whose last moment has passed.</summary>
    Task RemoveAsync(string key, CancellationToken cancellationToken);

    /// <summary>Tells of keys that were added, changed or removed, until it is disposed.</summary>
    IDisposable Listen(Action<string> changed);
}

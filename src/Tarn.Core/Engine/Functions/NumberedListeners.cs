using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Tarn.Engine.Functions;

/// <summary>
/// What a scalar function of an instance tells of rows: SQL names a listener by its number, since the function is
/// registered once and stays. Thread-safe.
/// </summary>
internal sealed class NumberedListeners<T>
    where T : class
{
    private static readonly ConditionalWeakTable<DuckInstance, NumberedListeners<T>> OfInstances = [];

    private readonly ConcurrentDictionary<long, T> _listeners = [];
    private long _last;

    /// <summary>Those of the instance.</summary>
    public static NumberedListeners<T> Of(DuckInstance instance) => OfInstances.GetValue(instance, _ => new());

    /// <returns>Its number.</returns>
    public long Add(T listener)
    {
        long number = Interlocked.Increment(ref _last);
        _listeners[number] = listener;
        return number;
    }

    /// <summary>Null when it was removed.</summary>
    public T? Find(long number) => _listeners.GetValueOrDefault(number);

    public void Remove(long number) => _listeners.TryRemove(number, out _);
}

using System.Collections.Immutable;

namespace Tarn.Observability;

/// <summary>Who wants to know how work of a lake ends. Thread-safe.</summary>
public sealed class WorkListeners : IWorkListener
{
    private ImmutableArray<IWorkListener> _all = [];

    /// <summary>Tells it from now on until the result is disposed.</summary>
    public IDisposable Add(IWorkListener listener)
    {
        ImmutableInterlocked.Update(ref _all, all => all.Add(listener));
        return new Listening(this, listener);
    }

    public void Ended(WorkOutcome outcome)
    {
        foreach (IWorkListener listener in _all)
        {
            listener.Ended(outcome);
        }
    }

    public void Late(WorkLateness lateness)
    {
        foreach (IWorkListener listener in _all)
        {
            listener.Late(lateness);
        }
    }

    private sealed class Listening(WorkListeners listeners, IWorkListener listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref listeners._all, all => all.Remove(listener));
    }
}

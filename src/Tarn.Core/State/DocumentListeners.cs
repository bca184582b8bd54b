using System.Collections.Immutable;

namespace Tarn.State;

/// <summary>Who wants to know of documents that were written and deleted by this process. Thread-safe.</summary>
internal sealed class DocumentListeners
{
    private ImmutableArray<Listener> _listeners = [];

    /// <summary>Listens until what it gives is disposed.</summary>
    public IDisposable Listen(string prefix, Action<string> tell)
    {
        Listener listener = new(this, prefix, tell);
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return listener;
    }

    public void Tell(string name)
    {
        foreach (Listener listener in _listeners)
        {
            if (name.StartsWith(listener.Prefix, StringComparison.Ordinal))
            {
                listener.Tell(name);
            }
        }
    }

    private sealed class Listener(DocumentListeners all, string prefix, Action<string> tell) : IDisposable
    {
        public string Prefix => prefix;

        public void Tell(string name) => tell(name);

        public void Dispose() =>
            ImmutableInterlocked.Update(ref all._listeners, listeners => listeners.Remove(this));
    }
}

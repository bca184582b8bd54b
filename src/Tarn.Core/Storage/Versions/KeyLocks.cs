namespace Tarn.Storage.Versions;

/// <summary>
/// Lets one thread at a time change or look at the versions of a key; other keys do not wait. Not to be entered twice.
/// </summary>
internal sealed class KeyLocks
{
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    public T Alone<T>(string key, Func<T> work)
    {
        Gate gate = Take(key);
        try
        {
            lock (gate)
            {
                return work();
            }
        }
        finally
        {
            Return(key, gate);
        }
    }

    private Gate Take(string key)
    {
        lock (_gates)
        {
            if (!_gates.TryGetValue(key, out Gate? gate))
            {
                gate = new Gate();
                _gates.Add(key, gate);
            }

            gate.Users++;
            return gate;
        }
    }

    private void Return(string key, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Users == 0)
            {
                _gates.Remove(key);
            }
        }
    }

    private sealed class Gate
    {
        public int Users { get; set; }
    }
}

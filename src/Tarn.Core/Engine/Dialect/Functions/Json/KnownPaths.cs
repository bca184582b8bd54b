using System.Collections.Concurrent;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>Paths that were read, so that a statement reads each once.</summary>
internal sealed class KnownPaths<TPath>(Func<string, TPath> read)
{
    private const int KnownMax = 500;

    private readonly ConcurrentDictionary<string, TPath> _known = new(StringComparer.Ordinal);

    public TPath Get(string source)
    {
        if (_known.TryGetValue(source, out TPath? path))
        {
            return path;
        }

        if (_known.Count >= KnownMax)
        {
            _known.Clear();
        }

        return _known[source] = read(source);
    }
}

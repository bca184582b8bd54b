using System.Text;

namespace Tarn.Engine.Json;

/// <summary>
/// Finds out whether an object has a name twice, while objects within it are read. A known name costs a look at when it
/// was seen last.
/// </summary>
internal sealed class NamesOnce
{
    /// <summary>By the depth of the object: in which object each known name was seen last.</summary>
    private readonly List<long[]> _seen = [];

    /// <summary>By the depth of the object: names that are not known, of the object there.</summary>
    private readonly List<HashSet<string>> _others = [];

    private long _last;

    /// <summary>An object begins.</summary>
    /// <returns>A stamp that is its own.</returns>
    public long Begin(int depth)
    {
        while (_seen.Count <= depth)
        {
            _seen.Add([]);
            _others.Add(new HashSet<string>(StringComparer.Ordinal));
        }

        _others[depth].Clear();
        return ++_last;
    }

    /// <summary>False when the object has the name already.</summary>
    /// <param name="depth">Of the object.</param>
    /// <param name="stamp">Of the object.</param>
    /// <param name="name">As <see cref="JsonNames"/> knows it.</param>
    /// <param name="text">The name, for when it is not known.</param>
    public bool TryAdd(int depth, long stamp, int name, ReadOnlySpan<byte> text)
    {
        if (name == JsonNames.Unknown)
        {
            return _others[depth].Add(Encoding.UTF8.GetString(text));
        }

        long[] seen = _seen[depth];
        if (name >= seen.Length)
        {
            Array.Resize(ref seen, Math.Max(64, (name + 1) * 2));
            _seen[depth] = seen;
        }

        bool isNew = seen[name] != stamp;
        seen[name] = stamp;
        return isNew;
    }
}

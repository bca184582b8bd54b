using System.Collections.Concurrent;

namespace Tarn.Engine;

/// <summary>
/// What was read of files, kept while they stay as they are: a file is told by path, size and time, so one that is
/// written again is read again. Thread-safe.
/// </summary>
/// <param name="weigh">How much of the limit a value takes.</param>
/// <param name="weightMax">All that is kept together; beyond it all is forgotten, which costs reading it again.</param>
internal sealed class FileMemory<T>(Func<T, int> weigh, int weightMax)
{
    private readonly ConcurrentDictionary<Identity, T> _known = [];
    private int _weight;

    /// <summary>The values of some files, by path.</summary>
    /// <param name="paths">A path may be there more than once.</param>
    /// <param name="read">Reads those that are not known, each once; is not called for none.</param>
    public async Task<IReadOnlyDictionary<string, T>> ReadAsync(
        IEnumerable<string> paths, Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, T>>> read)
    {
        Dictionary<string, T> found = [];
        Dictionary<string, Identity?> missing = [];
        foreach (string path in paths.Distinct(StringComparer.Ordinal))
        {
            Identity? identity = Identity.Of(path);
            if (identity is not null && _known.TryGetValue(identity, out T? known))
            {
                found.Add(path, known);
            }
            else
            {
                missing.Add(path, identity);
            }
        }

        if (missing.Count > 0)
        {
            foreach ((string path, T value) in await read([.. missing.Keys]))
            {
                found.Add(path, value);
                Remember(missing[path], value);
            }
        }

        return found;
    }

    private void Remember(Identity? identity, T value)
    {
        if (identity is null)
        {
            return;
        }

        int weight = weigh(value);
        if (Interlocked.Add(ref _weight, weight) > weightMax)
        {
            _known.Clear();
            Volatile.Write(ref _weight, weight);
        }

        _known[identity] = value;
    }

    private sealed record Identity(string Path, long SizeBytes, DateTime WrittenAt)
    {
        /// <summary>Null when there is no such file: whoever reads it says so.</summary>
        public static Identity? Of(string path)
        {
            FileInfo file = new(path);
            return file.Exists ? new Identity(path, file.Length, file.LastWriteTimeUtc) : null;
        }
    }
}

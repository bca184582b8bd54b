using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tarn.Tables.Log;

/// <summary>
/// The live files of one version by <see cref="DataFile.Id"/>; never changes. Versions share what they have in common:
/// a base, and a tree of what came and went since, so that the next version costs what it changes and not the number of
/// files.
/// </summary>
internal sealed class LiveFiles
{
    private const int ChangesMin = 1024;

    public static readonly LiveFiles None = new([], ImmutableDictionary.Create<string, LiveFile?>(IdComparer), 0);

    private readonly Dictionary<string, LiveFile> _base;

    /// <summary>Null for a file of the base that is no longer live.</summary>
    private readonly ImmutableDictionary<string, LiveFile?> _changes;

    private LiveFiles(Dictionary<string, LiveFile> files, ImmutableDictionary<string, LiveFile?> changes, int count)
    {
        _base = files;
        _changes = changes;
        Count = count;
    }

    public int Count { get; }

    /// <summary>In no order.</summary>
    public IEnumerable<LiveFile> Values => _changes.IsEmpty
        ? _base.Values
        : _base.Where(pair => !_changes.ContainsKey(pair.Key)).Select(pair => pair.Value)
            .Concat(_changes.Values.OfType<LiveFile>());

    private static StringComparer IdComparer => StringComparer.Ordinal;

    public bool TryGetValue(string id, [NotNullWhen(true)] out LiveFile? live) =>
        _changes.TryGetValue(id, out live) ? live is not null : _base.TryGetValue(id, out live);

    public bool ContainsKey(string id) => TryGetValue(id, out _);

    public Builder ToBuilder() => new(this);

    /// <summary>Makes the next version from one.</summary>
    public sealed class Builder
    {
        private readonly LiveFiles _from;
        private readonly Dictionary<string, LiveFile>? _fresh;
        private readonly ImmutableDictionary<string, LiveFile?>.Builder _changes;
        private int _count;

        public Builder(LiveFiles from)
        {
            _from = from;
            _count = from.Count;
            _changes = from._changes.ToBuilder();
            _fresh = from._base.Count == 0 && from._changes.IsEmpty ? new(IdComparer) : null;
        }

        /// <summary>Puts a file in; gives the one whose place it took, or null.</summary>
        public LiveFile? Put(string id, LiveFile live)
        {
            LiveFile? replaced = Find(id);
            _count += replaced is null ? 1 : 0;
            if (_fresh is not null)
            {
                _fresh[id] = live;
            }
            else
            {
                _changes[id] = live;
            }

            return replaced;
        }

        /// <summary>Takes a file out and gives it; null when there was none.</summary>
        public LiveFile? Take(string id)
        {
            if (Find(id) is not LiveFile taken)
            {
                return null;
            }

            _count--;
            if (_fresh is not null)
            {
                _fresh.Remove(id);
            }
            else if (_from._base.ContainsKey(id))
            {
                _changes[id] = null;
            }
            else
            {
                _changes.Remove(id);
            }

            return taken;
        }

        public LiveFiles Build()
        {
            LiveFiles built = new(_fresh ?? _from._base, _changes.ToImmutable(), _count);
            return _changes.Count > Math.Max(ChangesMin, built._base.Count / 2) ? built.Rebased() : built;
        }

        private LiveFile? Find(string id) => _fresh is not null
            ? _fresh.GetValueOrDefault(id)
            : _changes.TryGetValue(id, out LiveFile? changed) ? changed : _from._base.GetValueOrDefault(id);
    }

    /// <summary>Rare enough that its cost, spread over the changes before it, is that of a change.</summary>
    private LiveFiles Rebased()
    {
        Dictionary<string, LiveFile> files = new(Count, IdComparer);
        foreach (LiveFile live in Values)
        {
            files.Add(live.File.Id, live);
        }

        return new LiveFiles(files, None._changes, Count);
    }
}

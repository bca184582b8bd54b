using Tarn.Storage;
using Tarn.Storage.Versions;

namespace Tarn.Tests.Storage.Versions;

/// <summary>What a bucket's versions must be: lists in memory.</summary>
internal sealed class VersionModel
{
    private readonly SortedDictionary<string, KeyState> _keys = new(KeyOrder.Instance);

    public VersioningStatus Status { get; set; }

    public IEnumerable<string> Keys => _keys.Keys;

    /// <summary>Content of the object as it is now.</summary>
    public string? Current(string key) => Of(key).Current?.Content;

    /// <summary>A write through S3.</summary>
    public void Put(string key, string? id, string content)
    {
        KeyState state = Of(key);
        if (Status != VersioningStatus.Unversioned)
        {
            Keep(state, id!);
        }

        state.Current = new ModelVersion(id ?? ObjectVersion.NullId, content);
        RemoveReplaced(state, state.Current);
    }

    /// <summary>A write by something else.</summary>
    public void Drop(string key, string content) => Of(key).Current = new ModelVersion(ObjectVersion.NullId, content);

    /// <summary>A removal by something else.</summary>
    public void Lose(string key) => Of(key).Current = null;

    /// <summary>A delete through S3.</summary>
    public void Delete(string key, string? id)
    {
        KeyState state = Of(key);
        if (Status != VersioningStatus.Unversioned)
        {
            Keep(state, id!);
            ModelVersion marker = new(id!, Content: null);
            state.Archive.Insert(0, marker);
            RemoveReplaced(state, marker);
        }

        state.Current = null;
    }

    public void DeleteVersion(string key, string id)
    {
        KeyState state = Of(key);
        bool wasCurrent = state.Current?.Id == id;
        bool wasMarker = state.Current is null && state.Archive.FirstOrDefault() is { Content: null } first
            && first.Id == id;
        state.Archive.RemoveAll(version => version.Id == id);
        if (wasCurrent)
        {
            state.Current = null;
        }

        if ((wasCurrent || wasMarker) && state.Archive.FirstOrDefault() is { Content: not null } next)
        {
            state.Archive.RemoveAt(0);
            state.Current = next;
        }
    }

    /// <summary>The key's, as they are listed.</summary>
    public IReadOnlyList<(string Id, string? Content, bool IsLatest)> Versions(string key)
    {
        KeyState state = Of(key);
        List<(string Id, string? Content, bool IsLatest)> listed = [];
        if (state.Current is { } current)
        {
            listed.Add((current.Id, current.Content, true));
        }

        foreach (ModelVersion version in state.Archive.Where(version => version.Id != state.Current?.Id))
        {
            listed.Add((version.Id, version.Content, listed.Count == 0 && version.Content is null));
        }

        return listed;
    }

    private static void Keep(KeyState state, string newId)
    {
        if (state.Current is { } current && current.Id != newId)
        {
            state.Archive.RemoveAll(version => version.Id == current.Id);
            state.Archive.Insert(0, current);
        }
    }

    private void RemoveReplaced(KeyState state, ModelVersion by)
    {
        if (Status != VersioningStatus.Unversioned && by.Id == ObjectVersion.NullId)
        {
            state.Archive.RemoveAll(version => version.Id == by.Id && !ReferenceEquals(version, by));
        }
    }

    private KeyState Of(string key)
    {
        if (!_keys.TryGetValue(key, out KeyState? state))
        {
            state = new KeyState();
            _keys.Add(key, state);
        }

        return state;
    }

    private sealed record ModelVersion(string Id, string? Content);

    private sealed class KeyState
    {
        public ModelVersion? Current { get; set; }

        public List<ModelVersion> Archive { get; } = [];
    }
}

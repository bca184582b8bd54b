using Tarn.Common;
using Tarn.Storage.Archive;

namespace Tarn.Storage;

/// <summary>
/// Walks a local bucket in order of key. Among the entries of one directory a directory sorts as its name with '/'
/// behind it, which makes the order of the whole walk the order of the keys. Of each directory the smallest entries are
/// taken one after another, so that a walk that ends early sorts little and looks at few files. Blocking.
/// </summary>
internal sealed class LocalWalk(LocalPaths paths, LocalArchive archive, ConflictLock conflicts, KeyRange range)
{
    private readonly LocalDirectories _directories = new(paths);
    private readonly Stack<PriorityQueue<DirectoryEntry, string>> _open = new();
    private string? _lastCommonPrefix;

    /// <exception cref="TarnException"><c>TN4005</c>: a link leads out of the bucket.</exception>
    public IEnumerable<ListedKey> Run()
    {
        _open.Push(Open(range.Prefix[..(range.Prefix.LastIndexOf('/') + 1)]));
        while (_open.TryPeek(out PriorityQueue<DirectoryEntry, string>? directory))
        {
            if (!directory.TryDequeue(out DirectoryEntry entry, out _))
            {
                _open.Pop();
            }
            else if (Visit(WithoutTwin(directory, entry)) is { } listed)
            {
                yield return listed;
            }
        }
    }

    /// <summary>Of several names of the same, the one in the first tree counts.</summary>
    private static DirectoryEntry WithoutTwin(
        PriorityQueue<DirectoryEntry, string> directory, DirectoryEntry entry)
    {
        while (directory.TryPeek(out DirectoryEntry next, out _) && next.Key == entry.Key)
        {
            entry = next.Tree < entry.Tree ? next : entry;
            directory.Dequeue();
        }

        return entry;
    }

    private ListedKey? Visit(DirectoryEntry entry)
    {
        if (range.CommonPrefixOf(entry.Key) is string common)
        {
            bool isNew = common != _lastCommonPrefix && !range.IsBefore(common);
            if (!isNew || !(entry.IsDirectory ? HasObject(entry.Key) : Find(entry) is not null))
            {
                return null;
            }

            _lastCommonPrefix = common;
            return new ListedKey.CommonPrefix(common);
        }

        if (entry.IsDirectory)
        {
            _open.Push(Open(entry.Key));
            return null;
        }

        return Find(entry) is ObjectInfo found ? new ListedKey.Object(found) : null;
    }

    /// <summary>The entries of a directory that can be in the range.</summary>
    private PriorityQueue<DirectoryEntry, string> Open(string directoryKey) => conflicts.Shared(() =>
        new PriorityQueue<DirectoryEntry, string>(
            _directories.Read(directoryKey)
                .Where(entry => entry.IsDirectory
                    ? range.MayBeBelow(entry.Key)
                    : entry.Key.StartsWith(range.Prefix, StringComparison.Ordinal) && !range.IsBefore(entry.Key))
                .Select(entry => (entry, entry.Key)),
            KeyOrder.Instance));

    /// <summary>Directories may be empty, which objects' are not for long.</summary>
    private bool HasObject(string directoryKey)
    {
        Stack<string> open = new([directoryKey]);
        return conflicts.Shared(() =>
        {
            while (open.TryPop(out string? directory))
            {
                foreach (DirectoryEntry entry in _directories.Read(directory))
                {
                    if (!entry.IsDirectory)
                    {
                        return true;
                    }

                    open.Push(entry.Key);
                }
            }

            return false;
        });
    }

    /// <summary>Null when the object was deleted since the directory was read.</summary>
    private ObjectInfo? Find(DirectoryEntry entry)
    {
        string place = entry.Tree == KeyTree.Plain ? paths.Plain(entry.Key) : paths.Escaped(entry.Key);
        FileInfo? file = (entry.Tree == KeyTree.Archived ? null : paths.Find(place))
            ?? paths.Find(paths.Resolve(entry.Key));
        return file is null ? archive.Find(entry.Key)?.Info : LocalPaths.Describe(entry.Key, file);
    }
}

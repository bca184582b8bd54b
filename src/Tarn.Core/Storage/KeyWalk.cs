using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// Walks directories of keys in order of key. Among the entries of one directory a directory sorts as its name with '/'
/// behind it, which makes the order of the whole walk the order of the keys. Of each directory the smallest entries are
/// taken one after another, so that a walk that ends early sorts little and looks at few files. Blocking.
/// </summary>
/// <param name="read">The entries of a directory, by its key, which is empty or ends with '/'.</param>
/// <param name="look">What an entry gives that is no directory; null when it is not there, or not any more.</param>
/// <param name="group">What a common prefix gives.</param>
/// <param name="conflicts">Of the bucket.</param>
/// <param name="range">Which keys.</param>
internal sealed class KeyWalk<T>(
    Func<string, IEnumerable<DirectoryEntry>> read,
    Func<DirectoryEntry, T?> look,
    Func<string, T> group,
    ConflictLock conflicts,
    KeyRange range)
    where T : class
{
    private readonly Stack<PriorityQueue<DirectoryEntry, string>> _open = new();
    private string? _lastCommonPrefix;

    /// <exception cref="TarnException"><c>TN4005</c>: a link leads out of the bucket.</exception>
    public IEnumerable<T> Run()
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

    private T? Visit(DirectoryEntry entry)
    {
        if (range.CommonPrefixOf(entry.Key) is string common)
        {
            bool isNew = common != _lastCommonPrefix && !range.IsBefore(common);
            if (!isNew || !(entry.IsDirectory ? HasObject(entry.Key) : look(entry) is not null))
            {
                return null;
            }

            _lastCommonPrefix = common;
            return group(common);
        }

        if (entry.IsDirectory)
        {
            _open.Push(Open(entry.Key));
            return null;
        }

        return look(entry);
    }

    /// <summary>The entries of a directory that can be in the range.</summary>
    private PriorityQueue<DirectoryEntry, string> Open(string directoryKey) => conflicts.Shared(() =>
        new PriorityQueue<DirectoryEntry, string>(
            read(directoryKey)
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
                foreach (DirectoryEntry entry in read(directory))
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
}

using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// Walks a local bucket in ordinal order of key. Among the entries of one directory a directory sorts as its name
/// with '/' behind it, which makes the order of the whole walk the order of the keys.
/// </summary>
internal sealed class LocalListing(LocalPaths paths)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectKey.ValidatePrefix(paths.Bucket, prefix);
        string directory = prefix[..(prefix.LastIndexOf('/') + 1)];
        Stack<Entry> pending = new();
        await PushAsync(directory);
        while (pending.TryPop(out Entry? entry))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Object is not null)
            {
                yield return entry.Object;
            }
            else
            {
                await PushAsync(entry.SortKey);
            }
        }

        async Task PushAsync(string directoryKey)
        {
            foreach (Entry entry in await BlockingIo.RunAsync(() => Read(directoryKey, prefix), cancellationToken))
            {
                pending.Push(entry);
            }
        }
    }

    /// <summary>Entries of one directory whose key can match the prefix, last first.</summary>
    private Entry[] Read(string directoryKey, string prefix)
    {
        string directory = directoryKey.Length == 0 ? paths.Root : paths.Resolve(directoryKey[..^1]);
        if (!Directory.Exists(directory))
        {
            return [];
        }

        FileSystemEnumerable<(string Name, bool IsDirectory, bool IsLink)> names = new(
            directory,
            (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory,
                (entry.Attributes & FileAttributes.ReparsePoint) != 0),
            Everything);
        try
        {
            Entry[] entries = [.. names
                .Where(entry => directoryKey.Length > 0 || !ObjectKey.IsReserved(entry.Name))
                .Select(entry => (Key: directoryKey + entry.Name + (entry.IsDirectory ? "/" : ""), entry.IsDirectory,
                    entry.IsLink))
                .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => Describe(entry.Key, entry.IsDirectory, entry.IsLink))
                .OfType<Entry>()];
            Array.Sort(entries, (left, right) => string.CompareOrdinal(right.SortKey, left.SortKey));
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw IoErrors.Translate(exception, $"list '{directoryKey}' of bucket '{paths.Bucket}'");
        }
    }

    /// <summary>Null when the file was deleted since the directory was read.</summary>
    private Entry? Describe(string sortKey, bool isDirectory, bool isLink)
    {
        if (isDirectory)
        {
            return isLink ? throw LinkedDirectory(sortKey) : new Entry(sortKey, null);
        }

        FileInfo? file = paths.Find(Path.Join(paths.Root, sortKey));
        return file is null ? null : new Entry(sortKey, LocalPaths.Describe(sortKey, file));
    }

    /// <summary>
    /// Following it could list files twice, or for ever; leaving it out would hide the user's files silently.
    /// </summary>
    private TarnException LinkedDirectory(string sortKey) =>
        new(ErrorCodes.BadKey, $"'{sortKey}' in bucket '{paths.Bucket}' is a link to a directory; it is not followed")
        {
            Hint = "Move or bind-mount the directory into the bucket, or make the bucket directory itself the link.",
        };

    private sealed record Entry(string SortKey, ObjectInfo? Object);
}

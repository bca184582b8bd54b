using System.IO.Enumeration;
using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Versions;

namespace Tarn.Storage;

/// <summary>
/// Directories of a local bucket as keys see them: what is below a key that ends with '/', by plain and by escaped
/// names. Blocking.
/// </summary>
internal sealed class LocalDirectories(LocalPaths paths)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>
    /// Its entries, in no order; one that has a plain and an escaped name, or is archived too, comes several times.
    /// Archived ones come first, then escaped names: an object that becomes a plain file meanwhile is not missed.
    /// </summary>
    /// <param name="directoryKey">Empty, or with '/' at its end.</param>
    /// <exception cref="TarnException"><c>TN4005</c>: there is a link to a directory.</exception>
    public IEnumerable<DirectoryEntry> Read(string directoryKey)
    {
        foreach (DirectoryEntry entry in ReadArchived(directoryKey)
            .Concat(ReadTree(paths.EscapedTree, directoryKey, KeyTree.Escaped)))
        {
            yield return entry;
        }

        if (directoryKey.Length > 0 && !ObjectKey.IsPlain(directoryKey[..^1]))
        {
            yield break;
        }

        foreach (Name name in NamesIn(Path.Join(paths.Root, directoryKey), directoryKey))
        {
            if (directoryKey.Length > 0 || !ObjectKey.IsReserved(name.Text))
            {
                yield return Plain(directoryKey, name);
            }
        }
    }

    /// <summary>Only the archived ones.</summary>
    /// <param name="directoryKey">Empty, or with '/' at its end.</param>
    public IEnumerable<DirectoryEntry> ReadArchived(string directoryKey) =>
        ReadTree(Path.Join(paths.Root, LocalArchive.DirectoryName), directoryKey, KeyTree.Archived);

    /// <summary>Only those that have versions which are not current.</summary>
    /// <param name="directoryKey">Empty, or with '/' at its end.</param>
    public IEnumerable<DirectoryEntry> ReadVersioned(string directoryKey) =>
        ReadTree(Path.Join(paths.Root, OlderVersions.DirectoryName), directoryKey, KeyTree.Versioned);

    private IEnumerable<DirectoryEntry> ReadTree(string root, string directoryKey, KeyTree tree) =>
        Directory.Exists(root)
            ? ReadPieces(EscapedKeys.DirectoryOf(root, directoryKey), directoryKey, tree)
            : [];

    private IEnumerable<DirectoryEntry> ReadPieces(string directory, string before, KeyTree tree)
    {
        foreach (Name name in NamesIn(directory, before))
        {
            if (EscapedKeys.Parse(name.Text) is not { } parsed)
            {
                continue;
            }

            string key = before + parsed.Text;
            switch (parsed.Kind)
            {
                case EscapedKeys.EntryKind.Object:
                    yield return new DirectoryEntry(key, IsDirectory: false, tree);
                    break;
                case EscapedKeys.EntryKind.Directory:
                    yield return new DirectoryEntry(key + "/", IsDirectory: true, tree);
                    break;
                default:
                    foreach (DirectoryEntry entry in ReadPieces(Path.Join(directory, name.Text), key, tree))
                    {
                        yield return entry;
                    }

                    break;
            }
        }
    }

    private DirectoryEntry Plain(string directoryKey, Name name)
    {
        string key = directoryKey + name.Text;
        return !name.IsDirectory ? new DirectoryEntry(key, IsDirectory: false, KeyTree.Plain)
            : name.IsLink ? throw LinkedDirectory(key)
            : new DirectoryEntry(key + "/", IsDirectory: true, KeyTree.Plain);
    }

    /// <summary>None when it is not there, or not any more.</summary>
    private IEnumerable<Name> NamesIn(string directory, string directoryKey)
    {
        using IEnumerator<Name>? names = Attempt(() => Open(directory, directoryKey), directory, directoryKey);
        while (names is not null && Attempt(names.MoveNext, directory, directoryKey))
        {
            yield return names.Current;
        }
    }

    private IEnumerator<Name>? Open(string directory, string directoryKey)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        paths.RequireInside(Path.TrimEndingDirectorySeparator(directory), directoryKey);
        return new FileSystemEnumerable<Name>(
            directory,
            (ref FileSystemEntry entry) => new Name(
                entry.FileName.ToString(), entry.IsDirectory, (entry.Attributes & FileAttributes.ReparsePoint) != 0),
            Everything).GetEnumerator();
    }

    private T? Attempt<T>(Func<T?> work, string directory, string directoryKey)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            return Directory.Exists(directory)
                ? throw IoErrors.Translate(exception, $"list '{directoryKey}' of bucket '{paths.Bucket}'")
                : default;
        }
    }

    /// <summary>
    /// Following it could list files twice, or for ever; leaving it out would hide the user's files silently.
    /// </summary>
    private TarnException LinkedDirectory(string key) =>
        new(ErrorCodes.BadKey, $"'{key}/' in bucket '{paths.Bucket}' is a link to a directory; it is not followed")
        {
            Hint = "Move or bind-mount the directory into the bucket, or make the bucket directory itself the link.",
        };

    private readonly record struct Name(string Text, bool IsDirectory, bool IsLink);
}

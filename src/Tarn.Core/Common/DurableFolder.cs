using System.Collections.Concurrent;
using Tarn.Native.Posix;

namespace Tarn.Common;

/// <summary>
/// A directory tree on one file system into which files are published whole: written and synced in the hidden
/// directory <see cref="IncomingName"/> at its root, renamed to their place, and the directory synced, together with
/// every directory whose entry is not known to be durable. Thread-safe. Failures are IO exceptions.
/// </summary>
/// <param name="root">Made when the first file is written.</param>
/// <param name="ids">Names the temporary files.</param>
/// <param name="beforeRename">Failpoint of a publish.</param>
/// <param name="afterRename">Failpoint of a publish.</param>
internal sealed class DurableFolder(string root, IIdSource ids, string beforeRename, string afterRename)
{
    public const string IncomingName = ".tarn-incoming";

    private const int KnownDirectoriesMax = 100_000;

    /// <summary>
    /// Directories whose own entry this process has synced. One that merely exists may have been made by a process
    /// that died before syncing it.
    /// </summary>
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    /// <summary>
    /// Directories are made and removed under it, so that neither happens in the middle of the other.
    /// </summary>
    private readonly Lock _directories = new();

    private readonly DirectorySyncs _syncs = new();

    private readonly string _incoming = Path.Join(Path.GetFullPath(root), IncomingName);

    /// <summary>Absolute, without a slash at the end.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>A new file in the hidden directory; gone again when disposed unpublished.</summary>
    public TemporaryFile CreateTemporary()
    {
        string path = Path.Join(_incoming, ids.NextId());
        EnsureDirectory(_incoming);
        try
        {
            return new TemporaryFile(path);
        }
        catch (DirectoryNotFoundException)
        {
            _durable.Clear();
            EnsureDirectory(_incoming);
            return new TemporaryFile(path);
        }
    }

    /// <summary>A new directory in the hidden one, for the caller to move.</summary>
    public string CreateTemporaryDirectory()
    {
        EnsureDirectory(_incoming);
        return Directory.CreateDirectory(Path.Join(_incoming, ids.NextId())).FullName;
    }

    /// <summary>A second name in the hidden directory for a file of the tree, for the caller to move.</summary>
    /// <exception cref="IOException">The file system has no second names, or none for this file.</exception>
    public string LinkTemporary(string existing)
    {
        EnsureDirectory(_incoming);
        string path = Path.Join(_incoming, ids.NextId());
        return Libc.Link(existing, path) == 0 ? path : throw IoErrors.LastCall("link", path);
    }

    /// <summary>
    /// Syncs the file and gives it its name. False, with nothing changed, when the name is taken and not to be
    /// replaced.
    /// </summary>
    public bool Publish(TemporaryFile file, string destination, bool replace) =>
        Publish(file, source => Place(source, destination, replace) ? destination : null) is not null;

    /// <summary>As above, for a name that is found while it is given.</summary>
    /// <param name="file">To publish.</param>
    /// <param name="place">Renames a synced file and returns its new path; null when the name is taken.</param>
    public string? Publish(TemporaryFile file, Func<string, string?> place)
    {
        file.Finish();
        Failpoint.Hit(beforeRename);
        if (place(file.Path) is not string placed)
        {
            return null;
        }

        file.IsPlaced = true;
        Failpoint.Hit(afterRename);
        _syncs.Sync(Path.GetDirectoryName(placed)!);
        return placed;
    }

    /// <summary>
    /// Renames a synced file to its place, making directories as needed; the caller syncs the parent.
    /// </summary>
    public bool Place(string source, string destination, bool replace)
    {
        string directory = Path.GetDirectoryName(destination)!;
        EnsureDirectory(directory);
        try
        {
            return Move(source, destination, replace);
        }
        catch (FileNotFoundException) when (File.Exists(source))
        {
            // The directory was removed meanwhile: by us, being empty, or by somebody else.
        }

        lock (_directories)
        {
            _durable.Clear();
            EnsureDirectory_NeedsLock(directory);
            return Move(source, destination, replace);
        }
    }

    /// <summary>Syncs the directory of a file just placed.</summary>
    public static void SyncParent(string file) => SyncIfPresent(Path.GetDirectoryName(file)!);

    /// <summary>Syncs the directory; if it is gone, so is the file whose entry mattered, by a later delete.</summary>
    public static void SyncIfPresent(string directory)
    {
        try
        {
            DurableFile.SyncDirectory(directory);
        }
        catch (FileNotFoundException)
        {
        }
    }

    /// <summary>Makes the directory and its missing ancestors, and their entries durable.</summary>
    public void EnsureDirectory(string directory)
    {
        if (!_durable.ContainsKey(directory))
        {
            lock (_directories)
            {
                EnsureDirectory_NeedsLock(directory);
            }
        }
    }

    /// <summary>Removes the directory and its parents as far as they are empty; returns the nearest one left.</summary>
    public string PruneEmpty(string directory)
    {
        lock (_directories)
        {
            while (directory != Root && IsInside(directory) && TryRemove(directory))
            {
                _durable.TryRemove(directory, out _);
                directory = Path.GetDirectoryName(directory)!;
            }

            return directory;
        }
    }

    /// <summary>Deletes what is temporary and was last written before the moment; returns how many.</summary>
    public int RemoveLeftovers(DateTimeOffset writtenBefore)
    {
        DirectoryInfo incoming = new(_incoming);
        if (!incoming.Exists)
        {
            return 0;
        }

        FileSystemInfo[] leftovers =
            [.. incoming.GetFileSystemInfos().Where(left => left.LastWriteTimeUtc < writtenBefore.UtcDateTime)];
        foreach (FileSystemInfo leftover in leftovers)
        {
            leftover.Delete();
        }

        return leftovers.Length;
    }

    private void EnsureDirectory_NeedsLock(string directory)
    {
        bool exists = Directory.Exists(directory);
        string? parent = Path.GetDirectoryName(directory);
        if (_durable.ContainsKey(directory) || parent is null || (exists && !IsInside(directory)))
        {
            return;
        }

        EnsureDirectory_NeedsLock(parent);
        if (!exists)
        {
            Directory.CreateDirectory(directory);
        }

        DurableFile.SyncDirectory(parent);
        if (_durable.Count >= KnownDirectoriesMax)
        {
            _durable.Clear();
        }

        _durable[directory] = true;
    }

    private static bool Move(string source, string destination, bool replace)
    {
        if (!replace)
        {
            return DurableFile.MoveNew(source, destination);
        }

        DurableFile.MoveReplace(source, destination);
        return true;
    }

    /// <summary>False when the directory is not empty.</summary>
    private static bool TryRemove(string directory)
    {
        try
        {
            Directory.Delete(directory);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsInside(string directory) =>
        directory == Root || directory.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

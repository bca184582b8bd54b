using Tarn.Common;
using Tarn.Native.Posix;

namespace Tarn.Storage;

/// <summary>
/// Takes finished files into a local bucket: syncs every content in parallel, renames all, syncs every directory once.
/// A source that is gone while its object is there was renamed by a run that died before the last step.
/// </summary>
internal sealed class LocalIntake(LocalPaths paths, DurableFolder folder, LocalPlacing placing)
{
    private const int ParallelSyncsMax = 16;
    private const int WindowsNotSameDevice = unchecked((int)0x80070011);

    public async Task MoveAsync(
        IReadOnlyList<(string LocalPath, string Key)> files, CancellationToken cancellationToken)
    {
        Move[] moves = [.. files.Select(file => new Move(file.LocalPath, file.Key, paths.Resolve(file.Key)))];
        ParallelOptions options = new()
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = ParallelSyncsMax,
        };
        await Parallel.ForEachAsync(moves, options, (move, token) => SyncContentAsync(move, token));

        Failpoint.Hit(Failpoints.StorageMoveBeforeRename);
        Move[] placed = await BlockingIo.RunAsync(() => Array.ConvertAll(moves, Rename), cancellationToken);
        Failpoint.Hit(Failpoints.StorageMoveAfterRename);

        // No cancellation from here on: the objects are visible, so they are made durable.
        IEnumerable<Move> onePerDirectory = placed.DistinctBy(move => Path.GetDirectoryName(move.Path));
        options.CancellationToken = CancellationToken.None;
        await Parallel.ForEachAsync(onePerDirectory, options, (move, _) => SyncDirectoryAsync(move));
        await BlockingIo.RunAsync(() => Array.ForEach(placed, CleanUp), CancellationToken.None);
    }

    private ValueTask SyncContentAsync(Move move, CancellationToken cancellationToken) =>
        new(BlockingIo.RunAsync(
            () => Attempt(move, () =>
            {
                DurableFile.Sync(File.Exists(move.LocalPath) ? move.LocalPath : move.Path);
                return move;
            }),
            cancellationToken));

    private ValueTask SyncDirectoryAsync(Move move) =>
        new(BlockingIo.RunAsync(
            () => Attempt(move, () =>
            {
                DurableFolder.SyncParent(move.Path);
                return move;
            }),
            CancellationToken.None));

    private Move Rename(Move move) => Attempt(move, () =>
    {
        if (!File.Exists(move.LocalPath))
        {
            // Renamed before a crash, whose directories may not have been synced.
            folder.EnsureDirectory(Path.GetDirectoryName(move.Path)!);
            return move;
        }

        try
        {
            return move with { Path = placing.Place(move.LocalPath, move.Key, replace: true)! };
        }
        catch (IOException exception) when (exception.HResult is Errno.CrossDevice or WindowsNotSameDevice)
        {
            return move with { Path = CopyAcross(move) };
        }
    });

    /// <summary>
    /// From another file system: the copy becomes visible as a whole, like a put, and keeps its time.
    /// </summary>
    private string CopyAcross(Move move)
    {
        using TemporaryFile copy = folder.CreateTemporary();
        using (FileStream source = File.OpenRead(move.LocalPath))
        {
            source.CopyTo(copy.Stream);
            File.SetLastWriteTimeUtc(copy.Stream.SafeFileHandle, File.GetLastWriteTimeUtc(source.SafeFileHandle));
        }

        copy.Finish();
        return placing.Place(copy.Path, move.Key, replace: true)!;
    }

    /// <summary>Of the sources, only files that were copied are still there.</summary>
    private void CleanUp(Move move) => Attempt(move, () =>
    {
        placing.Settle(move.Key, move.Path);
        File.Delete(move.LocalPath);
        return move;
    });

    private Move Attempt(Move move, Func<Move> action)
    {
        try
        {
            return action();
        }
        catch (FileNotFoundException exception) when (!File.Exists(move.LocalPath) && !File.Exists(move.Path))
        {
            throw new TarnException(
                ErrorCodes.StorageFailed,
                $"Cannot take '{Path.GetFileName(move.LocalPath)}' into bucket '{paths.Bucket}' as '{move.Key}':"
                + " the file does not exist, and neither does the object",
                exception)
            {
                Hint = "Something deleted the file after it was written; run the same command again.",
            };
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw LocalErrors.Translate(exception, paths, "store", move.Key, move.Path);
        }
    }

    private sealed record Move(string LocalPath, string Key, string Path);
}

using Tarn.Storage;
using Tarn.Tables.Checkpoints;
using Tarn.Tables.Log;
using Tarn.Tables.Maintenance;

namespace Tarn.Tables.Integrity;

/// <summary>
/// Reads every file of a version and every checkpoint, whatever their times, and so finds what the disk itself has
/// damaged.
/// </summary>
public sealed class TableVerifier(DeltaTable table)
{
    private const int FilesAtOnce = 256;

    /// <summary>
    /// The files that are not as the log says, in order of path. Of files without a checksum, which other writers made,
    /// presence and size are compared.
    /// </summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="progress">Told after each file, by one thread at a time; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Common.TarnException"><c>TN4xxx</c>: the disk refuses to read.</exception>
    public async Task<IReadOnlyList<FileFault>> FindFaultsAsync(
        TableSnapshot snapshot, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        FileIntegrity integrity = new(table.Store, table.Root, VerifiedFiles.Of(table.Engine));
        List<FileFault> faults = [];
        Lock reporting = new();
        long bytesDone = 0;
        foreach (DataFile[] files in snapshot.Files.Chunk(FilesAtOnce))
        {
            IReadOnlyList<ObjectInfo?> objects = await table.Store.HeadManyAsync(
                [.. files.Select(file => FileKey.Of(table.Store, table.Root, file.Path, table.Name))],
                cancellationToken);
            string?[] reasons = new string?[files.Length];
            await Parallel.ForAsync(0, files.Length, cancellationToken, async (i, token) =>
            {
                reasons[i] = FileIntegrity.Difference(files[i], objects[i]);
                if (reasons[i] is null && files[i].Crc32C is not null)
                {
                    reasons[i] = await integrity.VerifyAsync(files[i], objects[i]!, token);
                }

                lock (reporting)
                {
                    bytesDone += files[i].SizeBytes;
                    progress?.Report(new MaintenanceProgress(bytesDone, snapshot.SizeBytes));
                }
            });
            faults.AddRange(files.Zip(reasons)
                .Where(pair => pair.Second is not null)
                .Select(pair => new FileFault(pair.First.Path, pair.Second!)));
        }

        faults.AddRange(await FindCheckpointFaultsAsync(cancellationToken));
        return faults;
    }

    private async Task<IReadOnlyList<FileFault>> FindCheckpointFaultsAsync(CancellationToken cancellationToken)
    {
        List<FileFault> faults = [];
        LogListing listing = await table.Log.ListAsync(cancellationToken);
        foreach (CheckpointSet checkpoint in listing.CompleteCheckpoints)
        {
            if (await table.Log.FindDamageAsync(checkpoint, cancellationToken) is string damage)
            {
                faults.Add(new FileFault(checkpoint.Files[0].Key, $"is damaged: {damage}"));
            }
        }

        return faults;
    }
}

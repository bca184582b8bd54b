using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Tables.Integrity;

/// <summary>
/// Holds data files against what the log says of them: presence and size always; the checksum when the file was written
/// at another time than the log says, which damage by other programs, restored backups and failed copies do. Damage
/// beneath the file system leaves the time as it is and is found by <see cref="TableVerifier"/>
/// (docs/adr/0006-damaged-files.md).
/// </summary>
internal sealed class FileIntegrity(IObjectStore store, string root, VerifiedFiles verified)
{
    private readonly string _table = FileKey.Table(store, root);

    /// <param name="version">That the files belong to, for the message.</param>
    /// <param name="files">Those to be read.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="TarnException">
    /// <c>TN5001</c> naming table, version and the first file that is missing or differs.
    /// </exception>
    public async Task RequireAsync(long version, IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        IReadOnlyList<FileFault> faults = await FindFaultsAsync(files, cancellationToken);
        if (faults.Count == 0)
        {
            return;
        }

        string more = faults.Count > 1 ? $"; {faults.Count - 1} more files are not as the log says either" : "";
        throw new TarnException(
            ErrorCodes.TableCorrupt,
            $"version {version} of table '{_table}' cannot be read: file '{faults[0].Path}' "
            + faults[0].Reason + more)
        {
            Hint = "Put the file back from a backup, go back to a version without it ('tarn tables restore'), or build "
                + "the table anew ('tarn run --full-refresh'). 'tarn doctor' examines every file.",
        };
    }

    /// <summary>What can be told without reading the file; null when nothing is wrong.</summary>
    public static string? Difference(DataFile file, ObjectInfo? found) =>
        found is null ? "is not there"
        : found.SizeBytes != file.SizeBytes ? $"has {found.SizeBytes} bytes, but the log says {file.SizeBytes}"
        : null;

    /// <summary>Reads the file; null when its checksum is right.</summary>
    /// <param name="file">With a checksum.</param>
    /// <param name="found">The object it is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<string?> VerifyAsync(DataFile file, ObjectInfo found, CancellationToken cancellationToken)
    {
        uint expected = file.Crc32C ?? throw new InvalidOperationException($"'{file.Path}' has no checksum");
        await using Stream content = await store.OpenReadAsync(found.Key, cancellationToken);
        uint checksum = await BlockingIo.RunAsync(() => Compute(content, found.Key), cancellationToken);
        if (checksum == expected)
        {
            verified.Add(store.Bucket, found, expected);
            return null;
        }

        return $"is damaged: its CRC-32C is {FileChecksum.ToText(checksum)}, but the log says "
            + FileChecksum.ToText(expected);

        uint Compute(Stream stream, string key)
        {
            try
            {
                return FileChecksum.Compute(stream, cancellationToken);
            }
            catch (Exception exception) when (IoErrors.IsIo(exception))
            {
                throw IoErrors.Translate(exception, $"read '{key}' of bucket '{store.Bucket}'");
            }
        }
    }

    /// <summary>In the order of the files.</summary>
    private async Task<IReadOnlyList<FileFault>> FindFaultsAsync(
        IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        string[] keys = [.. files.Select(file => FileKey.Of(store, root, file.Path, _table))];
        IReadOnlyList<ObjectInfo?> objects = await store.HeadManyAsync(keys, cancellationToken);
        string?[] reasons = new string?[files.Count];
        List<int> doubtful = [];
        for (int i = 0; i < reasons.Length; i++)
        {
            reasons[i] = Difference(files[i], objects[i]);
            if (reasons[i] is null && IsDoubtful(files[i], objects[i]!))
            {
                doubtful.Add(i);
            }
        }

        if (doubtful.Count > 0)
        {
            ParallelOptions options = new() { CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(doubtful, options, async (i, token) =>
                reasons[i] = await VerifyAsync(files[i], objects[i]!, token));
        }

        return [.. files.Zip(reasons)
            .Where(pair => pair.Second is not null)
            .Select(pair => new FileFault(pair.First.Path, pair.Second!))];
    }

    private bool IsDoubtful(DataFile file, ObjectInfo found) => file.Crc32C is uint checksum
        && found.LastModified.ToUnixTimeMilliseconds() != file.ModifiedUnixMs
        && !verified.Contains(store.Bucket, found, checksum);
}

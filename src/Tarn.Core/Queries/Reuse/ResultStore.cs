using System.Text;
using Tarn.Common;
using Tarn.Tables.Integrity;

namespace Tarn.Queries.Reuse;

/// <summary>
/// Files of results, each a database of the engine under its key, beside its checksum. Whoever writes renames into
/// place, so any number of processes may use one directory. Blocking; thread-safe.
/// </summary>
/// <param name="directory">Of these files alone; made when needed.</param>
/// <param name="limits">How many are kept.</param>
/// <param name="timeProvider">Says how old they are.</param>
/// <param name="idSource">Names files that nobody else finds.</param>
internal sealed class ResultStore(
    string directory, ReuseLimits limits, TimeProvider timeProvider, IIdSource idSource)
{
    private const string Extension = ".duckdb";
    private const string ChecksumExtension = ".crc32c";

    public ReuseLimits Limits => limits;

    /// <summary>A stored result and when it was made; null when there is none that is whole and young enough.</summary>
    public (string Path, DateTimeOffset CreatedAt)? Find(
        string key, TimeSpan ageMax, CancellationToken cancellationToken)
    {
        FileInfo file = new(PathOf(key));
        FileInfo checksum = new(file.FullName + ChecksumExtension);
        if (!file.Exists || !checksum.Exists)
        {
            return null;
        }

        DateTimeOffset createdAt = file.LastWriteTimeUtc;
        if (timeProvider.GetUtcNow() - createdAt > ageMax)
        {
            return null;
        }

        try
        {
            bool isWhole = FileChecksum.Parse(File.ReadAllText(checksum.FullName))
                == FileChecksum.Compute(file.FullName, cancellationToken);
            return isWhole ? (file.FullName, createdAt) : null;
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            // Somebody swept it in between.
            return null;
        }
    }

    /// <summary>Takes in a finished file, and removes what is too old or too much.</summary>
    /// <param name="path">On the same disk.</param>
    /// <param name="key">Under which others may find it; null when it is only for those who wait for it now.</param>
    /// <param name="cancellationToken">Stops the reading of the file.</param>
    /// <returns>Where it is, and since when.</returns>
    public (string Path, DateTimeOffset CreatedAt) Keep(string path, string? key, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        DateTimeOffset createdAt = timeProvider.GetUtcNow();
        File.SetLastWriteTimeUtc(path, createdAt.UtcDateTime);
        string target = PathOf(key ?? "unshared-" + idSource.NextId());
        if (key is not null)
        {
            string checksum = FileChecksum.ToText(FileChecksum.Compute(path, cancellationToken));
            DurableFile.WriteAtomic(target + ChecksumExtension, Encoding.ASCII.GetBytes(checksum), idSource);
        }

        DurableFile.MoveReplace(path, target);
        Sweep();
        return (target, createdAt);
    }

    private string PathOf(string key) => Path.Join(directory, key + Extension);

    private void Sweep()
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles()
            .OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bytes += file.Length;
            if (bytes > limits.TotalBytesMax || now - file.LastWriteTimeUtc > limits.AgeMax)
            {
                Remove(file);
            }
        }
    }

    private static void Remove(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            // Somebody reads it, on a system where that keeps it; the next sweep removes it.
        }
    }
}

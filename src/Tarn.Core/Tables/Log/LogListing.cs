using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Tables.Log;

/// <summary>What lies in a table's <c>_delta_log</c>.</summary>
internal sealed class LogListing
{
    private readonly SortedDictionary<long, ObjectInfo> _commits = [];
    private (long Version, string Key)? _checkpoint;

    /// <summary>The commit files by version, ascending.</summary>
    public IReadOnlyDictionary<long, ObjectInfo> Commits => _commits;

    public bool IsEmpty => _commits.Count == 0 && _checkpoint is null;

    public void Take(string root, ObjectInfo entry)
    {
        if (LogPath.CommitVersion(root, entry.Key) is long version)
        {
            _commits.Add(version, entry);
        }
        else if (LogPath.CheckpointVersion(root, entry.Key) is long checkpoint
            && checkpoint >= (_checkpoint?.Version ?? 0))
        {
            _checkpoint = (checkpoint, entry.Key);
        }
    }

    /// <exception cref="TarnException">
    /// <c>TN5001</c>: a version is missing; <c>TN5002</c>: it is missing, but a checkpoint stands for it;
    /// <c>TN1003</c>: the wanted version is newer than the newest.
    /// </exception>
    public void RequireComplete(string table, long? wanted)
    {
        long expected = 0;
        foreach (long version in _commits.Keys)
        {
            if (version != expected || expected > wanted)
            {
                break;
            }

            expected++;
        }

        long newest = Math.Max(_commits.Count == 0 ? 0 : _commits.Keys.Last(), _checkpoint?.Version ?? 0);
        if (wanted > newest)
        {
            throw new TarnException(
                ErrorCodes.UnknownName, $"table '{table}' has no version {wanted}; the newest is {newest}");
        }

        if (expected > (wanted ?? newest))
        {
            return;
        }

        throw _checkpoint is (long checkpoint, string key) && checkpoint >= expected
            ? new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{table}' has no commit {expected} any more, only checkpoint '{key}', which cannot be read yet")
            : new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{table}' lacks version {expected} in its log, whose newest version is {newest}");
    }
}

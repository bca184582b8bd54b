using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.Checkpoints;

namespace Tarn.Tables.Log;

/// <summary>
/// What lies in a table's <c>_delta_log</c>. It is listed whole, so <c>_last_checkpoint</c>, a mere hint, is not
/// needed. Compacted commits are passed over: the commits they repeat must be there too, and files exist that repeat
/// them without reconciling them.
/// </summary>
internal sealed class LogListing
{
    private readonly SortedDictionary<long, ObjectInfo> _commits = [];
    private readonly SortedDictionary<(long Version, string Set), CheckpointSet> _checkpoints = [];
    private readonly Dictionary<long, ObjectInfo> _checksums = [];
    private readonly List<(long Version, ObjectInfo Entry)> _entries = [];

    /// <summary>The commit files by version, ascending.</summary>
    public IReadOnlyDictionary<long, ObjectInfo> Commits => _commits;

    /// <summary>The checkpoints of which no part is missing, in order of version.</summary>
    public IEnumerable<CheckpointSet> CompleteCheckpoints => _checkpoints.Values.Where(set => set.IsComplete);

    public bool IsEmpty => _commits.Count == 0 && _checkpoints.Count == 0;

    public void Take(string root, ObjectInfo entry)
    {
        string name = entry.Key[LogPath.Prefix(root).Length..];
        if (LogPath.Version(name) is not long version)
        {
            return;
        }

        _entries.Add((version, entry));
        if (LogPath.IsCommit(name))
        {
            _commits.Add(version, entry);
        }
        else if (LogPath.IsChecksum(name))
        {
            _checksums.Add(version, entry);
        }
        else if (entry.SizeBytes > 0 && CheckpointName.Parse(name, version) is CheckpointName checkpoint)
        {
            if (!_checkpoints.TryGetValue((version, checkpoint.Set), out CheckpointSet? set))
            {
                _checkpoints.Add((version, checkpoint.Set), set = new CheckpointSet(checkpoint));
            }

            set.Add(entry);
        }
    }

    /// <summary>Leaves a checkpoint out of account.</summary>
    public void Forget(CheckpointSet checkpoint) => _checkpoints.Remove((checkpoint.Version, checkpoint.Name.Set));

    /// <summary>Whether another checkpoint and the commits after it, or all commits, give the version too.</summary>
    /// <param name="wanted">Null for the newest version.</param>
    public bool CanDoWithout(CheckpointSet checkpoint, long? wanted)
    {
        long last = wanted ?? Math.Max(_commits.Keys.LastOrDefault(-1), CompleteCheckpoints.Last().Version);
        long first = CompleteCheckpoints
            .Where(set => set != checkpoint && set.Version <= last)
            .Select(set => set.Version + 1)
            .LastOrDefault(0);
        return _commits.Count > 0 && !VersionsFrom(first, last).Any(version => !_commits.ContainsKey(version));

        static IEnumerable<long> VersionsFrom(long first, long last)
        {
            for (long version = first; version <= last; version++)
            {
                yield return version;
            }
        }
    }

    /// <summary>
    /// The first version that <see cref="Segment"/> would miss; null when there is none. Files that appear while a
    /// directory is listed may be left out though later ones are in the list.
    /// </summary>
    public long? FirstGap(long? wanted)
    {
        long? checkpoint = CompleteCheckpoints.LastOrDefault(set => wanted is null || set.Version <= wanted)?.Version;
        long next = (checkpoint ?? -1) + 1;
        foreach (long version in _commits.Keys.Where(version => version >= next && !(version > wanted)))
        {
            if (version != next)
            {
                return next;
            }

            next++;
        }

        return next <= wanted && _commits.Count > 0 && _commits.Keys.Last() > wanted ? next : null;
    }

    /// <summary>
    /// The files to read for a version: the newest complete checkpoint up to it and every commit after that. Gaps
    /// before the checkpoint do not matter.
    /// </summary>
    /// <param name="wanted">Null for the newest version.</param>
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: a version is missing; <c>TN1003</c>: the wanted version is newer than the newest.
    /// </exception>
    public LogSegment Segment(string table, long? wanted)
    {
        CheckpointSet[] complete = [.. CompleteCheckpoints];
        long newest = Math.Max(
            _commits.Count == 0 ? -1 : _commits.Keys.Last(), complete.Length == 0 ? -1 : complete[^1].Version);
        if (newest < 0)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{table}' has no commits in its log, and of its only checkpoint "
                + $"'{_checkpoints.Values.Last().Files[0].Key}' parts are missing");
        }

        if (wanted > newest)
        {
            throw new TarnException(
                ErrorCodes.UnknownName, $"table '{table}' has no version {wanted}; the newest is {newest}");
        }

        long last = wanted ?? newest;
        CheckpointSet? checkpoint = complete
            .Where(set => set.Version <= last)
            .GroupBy(set => set.Version)
            .LastOrDefault()?.First();
        List<(long Version, ObjectInfo File)> commits = [];
        for (long version = (checkpoint?.Version ?? -1) + 1; version <= last; version++)
        {
            commits.Add(_commits.TryGetValue(version, out ObjectInfo? file)
                ? (version, file)
                : throw Lacks(table, version, wanted, newest));
        }

        return new LogSegment(checkpoint, commits)
        {
            CheckpointCommit = checkpoint is null ? null : _commits.GetValueOrDefault(checkpoint.Version),
            Checksum = _checksums.GetValueOrDefault(last),
        };
    }

    /// <summary>
    /// What a checkpoint of the version makes needless, oldest first, so that a half-done deletion leaves no gap.
    /// </summary>
    public IEnumerable<ObjectInfo> Before(long version) => _entries
        .Where(item => item.Version < version || (item.Version == version && LogPath.IsCompacted(item.Entry.Key)))
        .OrderBy(item => item.Version)
        .Select(item => item.Entry);

    private TarnException Lacks(string table, long version, long? wanted, long newest)
    {
        long oldest = _commits.Keys.Concat(CompleteCheckpoints.Select(set => set.Version)).Min();
        if (wanted < oldest)
        {
            return new TarnException(
                ErrorCodes.VersionGone,
                $"version {wanted} of table '{table}' cannot be read any more: its log begins with version {oldest}")
            {
                Hint = "Choose a later version: 'tarn history' lists them.",
            };
        }

        string purpose = wanted is null ? $"whose newest version is {newest}" : $"so version {wanted} cannot be read";
        return new TarnException(
            ErrorCodes.TableCorrupt, $"table '{table}' lacks version {version} in its log, {purpose}");
    }
}

using Tarn.Tables.Log;

namespace Tarn.Tables.Commits;

/// <summary>
/// Whether a write may still go in after commits it did not know of, so that the outcome is as the isolation level
/// demands. The order of the rules is that of the reference implementation.
/// </summary>
/// <param name="changesTable">Whether the write changes metadata or protocol; asked only when it matters.</param>
internal sealed class ConflictCheck(
    TableWrite write, IReadOnlyList<string> partitionColumns, IsolationLevel isolation, Func<bool> changesTable)
{
    private readonly HashSet<string> _partitions =
        [.. write.Added.Select(file => PartitionTuple.Key(partitionColumns, file.PartitionValues))];

    private readonly HashSet<string> _removedPaths = [.. write.RemovedPaths];
    private readonly HashSet<string> _readPaths = [.. write.Reads?.Paths ?? []];

    /// <summary>
    /// The first of the winners, in order of version, that the write cannot follow; null when it can follow all.
    /// </summary>
    public CommitResult.Conflicted? Find(IEnumerable<Commit> winners)
    {
        foreach (Commit winner in winners)
        {
            if (Conflict(winner) is (ConflictKind kind, string reason))
            {
                return new CommitResult.Conflicted(winner.Version, kind, reason);
            }
        }

        return null;
    }

    private (ConflictKind Kind, string Reason)? Conflict(Commit winner)
    {
        if (winner.Protocol is not null && changesTable())
        {
            return (ConflictKind.ProtocolChanged, "it changed the table's protocol");
        }

        if (winner.Metadata is not null)
        {
            return (ConflictKind.MetadataChanged, "it changed the table's columns or properties");
        }

        if (SeesAddsOf(winner)
            && winner.Adds.FirstOrDefault(add => add.DataChange && Concerns(add)) is AddAction added)
        {
            return (ConflictKind.ConcurrentAppend, $"it added '{added.File.Path}'");
        }

        if (winner.Removes.FirstOrDefault(WasRead) is RemoveAction read)
        {
            return (ConflictKind.ConcurrentDeleteRead, $"it removed '{read.Path}'");
        }

        if (winner.Removes.FirstOrDefault(remove => _removedPaths.Contains(remove.Path)) is RemoveAction removed)
        {
            return (ConflictKind.ConcurrentDeleteDelete, $"it removed '{removed.Path}'");
        }

        if (winner.Transactions.Any(txn => txn.AppId == write.Transaction?.AppId))
        {
            return (
                ConflictKind.ConcurrentTransaction,
                $"it is a commit of the same application '{write.Transaction?.AppId}'");
        }

        return winner.Domains.FirstOrDefault(domain => write.Domains.ContainsKey(domain.Domain)) is DomainAction same
            ? (ConflictKind.ConcurrentTransaction, $"it set the same domain '{same.Domain}'")
            : null;
    }

    private bool SeesAddsOf(Commit winner) => isolation switch
    {
        IsolationLevel.SnapshotIsolation => false,
        IsolationLevel.WriteSerializable => !CommitInfo.IsBlindAppend(winner.Info) || changesTable(),
        _ => true,
    };

    private bool Concerns(AddAction add)
    {
        IReadOnlyDictionary<string, string?> values = add.File.PartitionValues;
        bool isRead = write.Reads is TableReads reads
            ? reads.WholeTable || reads.Partitions.Any(partition => IsIn(partition, values))
            : write.ReadVersion is not null && write.Mode is (WriteMode.Append or WriteMode.ReplaceFiles);
        return isRead || write.NewConstraints.Any() || write.Mode switch
        {
            WriteMode.Overwrite => true,
            WriteMode.OverwritePartitions => IsReplaced(values),
            _ => false,
        };
    }

    /// <summary>
    /// Files that were only rearranged hold the same rows elsewhere; that concerns whoever names the files.
    /// </summary>
    private bool WasRead(RemoveAction remove)
    {
        bool isRead = write.Reads is TableReads reads
            ? reads.WholeTable || _readPaths.Contains(remove.Path)
            : remove.DataChange && write.ReadVersion is not null && write.Mode == WriteMode.Append;
        return isRead || write.Mode switch
        {
            WriteMode.Overwrite => remove.DataChange,
            WriteMode.OverwritePartitions =>
                remove.DataChange && (remove.PartitionValues is null || IsReplaced(remove.PartitionValues)),
            _ => false,
        };
    }

    private bool IsReplaced(IReadOnlyDictionary<string, string?> partitionValues) =>
        _partitions.Contains(PartitionTuple.Key(partitionColumns, partitionValues));

    private static bool IsIn(
        IReadOnlyDictionary<string, string?> partition, IReadOnlyDictionary<string, string?> values) =>
        partition.All(pair => (pair.Value ?? "") == (values.GetValueOrDefault(pair.Key) ?? ""));
}

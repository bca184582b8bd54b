using Tarn.Tables.Log;

namespace Tarn.Tables.Commits;

/// <summary>
/// Whether a write may still go in after commits it did not know of, so that the outcome is as if the writes had
/// happened one after the other (the protocol's Serializable).
/// </summary>
internal sealed class ConflictCheck(TableWrite write, IReadOnlyList<string> partitionColumns, bool changesTable)
{
    private readonly HashSet<string> _partitions =
        [.. write.Added.Select(file => PartitionTuple.Key(partitionColumns, file.PartitionValues))];

    private readonly HashSet<string> _removedPaths = [.. write.RemovedPaths];

    /// <summary>True when other rows of the table could have made it another write.</summary>
    private bool ReadsRows => write.ReadVersion is not null && write.DataChange;

    /// <summary>
    /// The first of the winners, in order of version, that the write cannot follow; null when it can follow all.
    /// </summary>
    public CommitResult.Conflicted? Find(IEnumerable<Commit> winners)
    {
        foreach (Commit winner in winners)
        {
            if (Reason(winner) is string reason)
            {
                return new CommitResult.Conflicted(winner.Version, reason);
            }
        }

        return null;
    }

    private string? Reason(Commit winner)
    {
        if (winner.Protocol is not null && changesTable)
        {
            return "it changed the table's protocol";
        }

        if (winner.Metadata is not null)
        {
            return "it changed the table's columns or properties";
        }

        if (winner.Adds.FirstOrDefault(add => add.DataChange && Concerns(add)) is AddAction added)
        {
            return $"it added '{added.File.Path}'";
        }

        if (winner.Removes.FirstOrDefault(Concerns) is RemoveAction removed)
        {
            return $"it removed '{removed.Path}'";
        }

        return winner.Transactions.Any(txn => txn.AppId == write.Transaction?.AppId)
            ? $"it is a commit of the same application '{write.Transaction?.AppId}'"
            : null;
    }

    private bool Concerns(AddAction add) => write.Mode switch
    {
        WriteMode.Append or WriteMode.ReplaceFiles => ReadsRows,
        WriteMode.Overwrite => true,
        WriteMode.OverwritePartitions => IsReplaced(add.File.PartitionValues),
        _ => true,
    };

    /// <summary>
    /// Files that were only rearranged hold the same rows elsewhere; that concerns whoever names the files.
    /// </summary>
    private bool Concerns(RemoveAction remove) => write.Mode switch
    {
        WriteMode.Append => remove.DataChange && ReadsRows,
        WriteMode.Overwrite => remove.DataChange,
        WriteMode.OverwritePartitions =>
            remove.DataChange && (remove.PartitionValues is null || IsReplaced(remove.PartitionValues)),
        WriteMode.ReplaceFiles => _removedPaths.Contains(remove.Path),
        _ => true,
    };

    private bool IsReplaced(IReadOnlyDictionary<string, string?> partitionValues) =>
        _partitions.Contains(PartitionTuple.Key(partitionColumns, partitionValues));
}

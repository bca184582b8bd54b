using System.Collections.Immutable;
using Tarn.Common;

namespace Tarn.Tables.Log;

/// <summary>One live file and where it came from.</summary>
internal sealed record LiveFile(DataFile File, long Version, bool IsTarn, bool HasDeletionVector);

/// <summary>What replaying the log up to a version gives ("Action Reconciliation").</summary>
internal sealed record SnapshotState
{
    public required long Version { get; init; }

    public required ProtocolAction Protocol { get; init; }

    public required MetadataAction Metadata { get; init; }

    /// <summary>The version in which the schema became what it is.</summary>
    public required long SchemaVersion { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The live files by decoded path.</summary>
    public required ImmutableDictionary<string, LiveFile> Files { get; init; }

    public required ImmutableDictionary<string, long> Transactions { get; init; }

    /// <summary>The state after one more commit.</summary>
    /// <param name="previous">Null before version 0.</param>
    /// <param name="modified">The time of the commit's file, for commits that do not say theirs.</param>
    /// <exception cref="TarnException"><c>TN5001</c>: version 0 without protocol or metadata.</exception>
    public static SnapshotState Apply(SnapshotState? previous, Commit commit, DateTimeOffset modified, string table)
    {
        MetadataAction metadata = commit.Metadata ?? previous?.Metadata ?? throw Incomplete(commit, "metaData", table);
        bool isNewSchema = previous is null || previous.Metadata.SchemaString != metadata.SchemaString;

        ImmutableDictionary<string, LiveFile>.Builder files =
            (previous?.Files ?? ImmutableDictionary.Create<string, LiveFile>(StringComparer.Ordinal)).ToBuilder();
        files.RemoveRange(commit.Removes.Select(remove => remove.Path));
        bool isTarn = CommitInfo.IsTarn(commit.Info);
        foreach (AddAction add in commit.Adds)
        {
            files[add.File.Path] = new LiveFile(add.File, commit.Version, isTarn, add.HasDeletionVector);
        }

        return new SnapshotState
        {
            Version = commit.Version,
            Protocol = commit.Protocol ?? previous?.Protocol ?? throw Incomplete(commit, "protocol", table),
            Metadata = metadata,
            SchemaVersion = isNewSchema ? commit.Version : previous!.SchemaVersion,
            Timestamp = CommitInfo.Timestamp(commit.Info) ?? modified,
            Files = files.ToImmutable(),
            Transactions = (previous?.Transactions ?? ImmutableDictionary<string, long>.Empty).SetItems(
                commit.Transactions.Select(txn => KeyValuePair.Create(txn.AppId, txn.Version))),
        };
    }

    private static TarnException Incomplete(Commit commit, string action, string table) => new(
        ErrorCodes.TableCorrupt, $"table '{table}' has no {action} action up to version {commit.Version}");
}

using System.Collections.Immutable;
using Tarn.Common;
using Tarn.Tables.Checkpoints;

namespace Tarn.Tables.Log;

/// <summary>One live file and who put it there.</summary>
/// <param name="IsTarn">True when Tarn is known to have written it; a checkpoint does not say.</param>
internal sealed record LiveFile(DataFile File, bool IsTarn);

/// <summary>What replaying the log up to a version gives ("Action Reconciliation").</summary>
internal sealed record SnapshotState
{
    public required long Version { get; init; }

    public required ProtocolAction Protocol { get; init; }

    public required MetadataAction Metadata { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The live files by <see cref="DataFile.Id"/>, which is the path where no rows are deleted.</summary>
    /// <exception cref="InvalidOperationException">The state was read without them.</exception>
    public LiveFiles Files =>
        FilesOrNull ?? throw new InvalidOperationException($"version {Version} was read without its files");

    /// <summary>Null when the state was read without its files: whoever only appends needs none.</summary>
    public LiveFiles? FilesOrNull { get; init; }

    /// <summary>Of all live files; of no meaning without them.</summary>
    public required FileTotals Totals { get; init; }

    /// <summary>
    /// The newest remove of each file that commits since the checkpoint took out and did not add again, by
    /// <see cref="RemoveAction.Id"/>. Those from before are in <see cref="Checkpoint"/>; most readers need neither.
    /// </summary>
    public required ImmutableDictionary<string, RemoveAction> Removed { get; init; }

    /// <summary>The checkpoint that reading began with; null when it began with version 0.</summary>
    public CheckpointSet? Checkpoint { get; init; }

    /// <summary>The ETag of the version's commit file, which tells it from all others; null when it is gone.</summary>
    public string? Mark { get; init; }

    /// <summary>The newest of each application.</summary>
    public required ImmutableDictionary<string, AppTransaction> Transactions { get; init; }

    /// <summary>Configuration by domain ("Domain Metadata").</summary>
    public required ImmutableDictionary<string, string> Domains { get; init; }

    /// <summary>The state after one more commit, or from the actions of a checkpoint.</summary>
    /// <param name="previous">Null before version 0 and for a checkpoint.</param>
    /// <param name="modified">The time of the commit's file, for commits that do not say theirs.</param>
    /// <exception cref="TarnException"><c>TN5001</c>: no protocol or metadata so far.</exception>
    public static SnapshotState Apply(SnapshotState? previous, Commit commit, DateTimeOffset modified, string table)
    {
        MetadataAction metadata = commit.Metadata ?? previous?.Metadata ?? throw Incomplete(commit, "metaData", table);
        bool knowsFiles = previous is null || previous.FilesOrNull is not null;
        LiveFiles.Builder files = (previous?.FilesOrNull ?? LiveFiles.None).ToBuilder();
        ImmutableDictionary<string, RemoveAction>.Builder removed =
            (previous?.Removed ?? ImmutableDictionary.Create<string, RemoveAction>(StringComparer.Ordinal)).ToBuilder();
        return new SnapshotState
        {
            Version = commit.Version,
            Protocol = commit.Protocol ?? previous?.Protocol ?? throw Incomplete(commit, "protocol", table),
            Metadata = metadata,
            Timestamp = CommitInfo.Timestamp(commit.Info, metadata) ?? modified,
            Totals = ApplyFiles(files, removed, previous?.Totals ?? default, commit),
            FilesOrNull = knowsFiles ? files.Build() : null,
            Removed = removed.ToImmutable(),
            Checkpoint = previous?.Checkpoint,
            Transactions = (previous?.Transactions ?? ImmutableDictionary<string, AppTransaction>.Empty).SetItems(
                commit.Transactions.Select(txn => KeyValuePair.Create(txn.AppId, txn))),
            Domains = (previous?.Domains ?? ImmutableDictionary<string, string>.Empty)
                .RemoveRange(commit.Domains.Where(action => action.Removed).Select(action => action.Domain))
                .SetItems(commit.Domains
                    .Where(action => !action.Removed)
                    .Select(action => KeyValuePair.Create(action.Domain, action.Configuration))),
        };
    }

    /// <summary>The order of a commit's lines has no meaning: removes go before adds.</summary>
    private static FileTotals ApplyFiles(
        LiveFiles.Builder files,
        ImmutableDictionary<string, RemoveAction>.Builder removed,
        FileTotals totals,
        Commit commit)
    {
        Dictionary<string, LiveFile> before = [];
        foreach (RemoveAction remove in commit.Removes)
        {
            removed[remove.Id] = remove;
            if (files.Take(remove.Id) is LiveFile gone)
            {
                before[remove.Path] = gone;
                totals = totals.Minus(gone.File);
            }
        }

        bool isTarn = CommitInfo.IsTarn(commit.Info);
        foreach (AddAction add in commit.Adds)
        {
            string id = add.File.Id;

            // With another deletion vector it is still what its writer made of it.
            LiveFile live = before.TryGetValue(add.File.Path, out LiveFile? same)
                ? same with { File = add.File }
                : new LiveFile(add.File, isTarn);
            if (files.Put(id, live) is LiveFile replaced)
            {
                totals = totals.Minus(replaced.File);
            }

            removed.Remove(id);
            totals = totals.Plus(add.File);
        }

        return totals;
    }

    private static TarnException Incomplete(Commit commit, string action, string table) => new(
        ErrorCodes.TableCorrupt, $"table '{table}' has no {action} action up to version {commit.Version}");
}

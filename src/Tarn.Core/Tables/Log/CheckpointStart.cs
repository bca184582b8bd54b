using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Checkpoints;

namespace Tarn.Tables.Log;

/// <summary>Chooses the checkpoint from which a snapshot is replayed, and reads it.</summary>
internal sealed class CheckpointStart(IObjectStore store, string root, DuckInstance engine)
{
    private readonly string _table = FileKey.Table(store, root);
    private readonly CommitInfoReader _infos = new(store);

    /// <summary>
    /// What to read, and the state of the checkpoint that it begins with. A damaged checkpoint, or one that its pointer
    /// contradicts, is passed over when earlier files of the log tell the same; when they do not, damage is an error.
    /// </summary>
    public async Task<(LogSegment Segment, SnapshotState? State)> StartAsync(
        LogListing listing, long? wanted, bool withFiles, CancellationToken cancellationToken)
    {
        LogSegment segment = listing.Segment(_table, wanted);
        while (segment.Checkpoint is CheckpointSet checkpoint)
        {
            try
            {
                await new CheckpointChecksum(store, root, _table).RequireAsync(checkpoint, cancellationToken);
                SnapshotState state =
                    await ReadAsync(checkpoint, segment.CheckpointCommit, withFiles, cancellationToken);
                byte[]? hint = await store.ReadAsync(LogPath.LastCheckpoint(root), cancellationToken);
                if (!withFiles || !LastCheckpoint.Contradicts(hint, state)
                    || !listing.CanDoWithout(checkpoint, wanted))
                {
                    return (segment, state);
                }

                listing.Forget(checkpoint);
                segment = listing.Segment(_table, wanted);
            }
            catch (TarnException exception) when (exception.Code == ErrorCodes.TableCorrupt
                && listing.CanDoWithout(checkpoint, wanted))
            {
                listing.Forget(checkpoint);
                segment = listing.Segment(_table, wanted);
            }
        }

        return (segment, null);
    }

    private async Task<SnapshotState> ReadAsync(
        CheckpointSet checkpoint, ObjectInfo? commit, bool withFiles, CancellationToken cancellationToken)
    {
        CheckpointReader reader = new(store, root, engine, _table);
        Commit actions = await reader.ReadAsync(checkpoint, withFiles, cancellationToken);
        JsonObject? info = commit is null ? null : await _infos.ReadAsync(commit.Key, cancellationToken);
        DateTimeOffset modified = (commit ?? checkpoint.Files[0]).LastModified;
        SnapshotState state = SnapshotState.Apply(null, actions, modified, _table);
        return state with
        {
            Timestamp = CommitInfo.Timestamp(info, state.Metadata) ?? modified,
            Checkpoint = checkpoint,
            FilesOrNull = withFiles ? state.Files : null,
            Mark = commit?.ETag,
        };
    }
}

using Tarn.Storage;
using Tarn.Tables.Checkpoints;

namespace Tarn.Tables.Log;

/// <summary>The files of the log that make up one version ("Action Reconciliation").</summary>
/// <param name="Checkpoint">Null when the table is replayed from version 0.</param>
/// <param name="Commits">Those after the checkpoint, ascending and without gaps.</param>
internal sealed record LogSegment(CheckpointSet? Checkpoint, IReadOnlyList<(long Version, ObjectInfo File)> Commits)
{
    /// <summary>The commit of the checkpoint's version, if it is still there; only its time matters.</summary>
    public ObjectInfo? CheckpointCommit { get; init; }

    /// <summary>The checksum file of the version, if it has one.</summary>
    public ObjectInfo? Checksum { get; init; }
}

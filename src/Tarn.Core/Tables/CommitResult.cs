namespace Tarn.Tables;

/// <summary>How a commit ended.</summary>
public abstract record CommitResult
{
    /// <summary>This call made the version.</summary>
    public sealed record Committed(long Version) : CommitResult
    {
        /// <summary>
        /// Why the checkpoint that was due is missing; null when all is well. The commit stands all the same, and a
        /// later one tries again.
        /// </summary>
        public Exception? CheckpointFailure { get; init; }
    }

    /// <summary>
    /// The table already holds this <see cref="AppTransaction"/> or a later one; nothing was written.
    /// </summary>
    public sealed record AlreadyApplied(long Version) : CommitResult;

    /// <summary>
    /// Another commit came first and touched the same things; compute the write again from a new snapshot.
    /// </summary>
    public sealed record Conflicted(long WinningVersion, ConflictKind Kind, string Reason) : CommitResult;
}

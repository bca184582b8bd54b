using Tarn.Catalog;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Jobs.Commits;

/// <summary>
/// Makes a step's result visible, exactly once: intent, files, commits with <c>txn</c>, bookmark, settled. Each part
/// can be repeated, so recovery after a crash is doing it all again.
/// </summary>
internal sealed class Publisher(
    Buckets buckets, TableCatalog catalog, IntentStore intents, BookmarkStore bookmarks)
{
    /// <summary>
    /// Writes the intent and carries it out. It cannot be cancelled: from the intent on nothing may be left undone.
    /// </summary>
    /// <exception cref="TarnException">TN5003: another writer changed the table; nothing was published.</exception>
    public async Task<Publication> PublishAsync(Intent intent)
    {
        await intents.WriteAsync(intent, CancellationToken.None);
        Failpoint.Hit(Failpoints.JobsIntentWritten);
        try
        {
            return await CarryOutAsync(intent);
        }
        catch (TarnException exception) when (exception.Code != ErrorCodes.TableConflict)
        {
            throw new TarnException(exception.Code, exception.Message, exception)
            {
                IsTransient = exception.IsTransient,
                Hint = "the rows are written and checked; the next run publishes them before anything else",
            };
        }
    }

    /// <summary>Finishes what a crash interrupted.</summary>
    /// <returns>The models whose step was finished now.</returns>
    public async Task<IReadOnlyList<Intent>> RecoverAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Intent> left = await intents.ListAsync(cancellationToken);
        foreach (Intent intent in left)
        {
            await CarryOutAsync(intent);
        }

        return left;
    }

    private async Task<Publication> CarryOutAsync(Intent intent)
    {
        TableName model = TableName.Parse(intent.Model);
        long? version = null;
        List<string> warnings = [];
        foreach (IntendedCommit commit in intent.Commits)
        {
            CommitResult result = await CommitAsync(commit);
            if (result is CommitResult.Conflicted conflicted)
            {
                // With its first commit made the intent stays; the rest is tried again when the lake is next taken.
                if (version is null)
                {
                    await AbandonAsync(intent, model);
                }

                throw Conflict(commit, conflicted);
            }

            version ??= VersionOf(result);
            if (result is CommitResult.Committed { CheckpointFailure: Exception failure })
            {
                warnings.Add($"{commit.Table}: the checkpoint that was due could not be written: {failure.Message}");
            }

            Failpoint.Hit(Failpoints.JobsCommitted);
        }

        await bookmarks.SettleAsync(model, intent.Next, CancellationToken.None);
        Failpoint.Hit(Failpoints.JobsBookmarkMoved);
        await intents.DeleteAsync(model, CancellationToken.None);
        Failpoint.Hit(Failpoints.JobsSettled);
        return version is long made
            ? new Publication(made, warnings)
            : throw new InvalidOperationException($"the intent of {intent.Model} has no commit");
    }

    private static long VersionOf(CommitResult result) => result switch
    {
        CommitResult.Committed committed => committed.Version,
        CommitResult.AlreadyApplied applied => applied.Version,
        _ => throw new InvalidOperationException($"{result.GetType().Name} made no version"),
    };

    private static TarnException Conflict(IntendedCommit commit, CommitResult.Conflicted conflicted) => new(
        ErrorCodes.TableConflict,
        $"{commit.Table}: version {conflicted.WinningVersion} of another writer came first: {conflicted.Reason}")
    {
        IsTransient = true,
        Hint = "run again to work from the new version",
    };

    private async Task<CommitResult> CommitAsync(IntendedCommit commit)
    {
        IObjectStore store = buckets.GetForTables(commit.Bucket);
        (string, string)[] moves = [.. commit.Files.Select(file => (file.LocalPath, file.Key))];
        await store.MoveInManyAsync(moves, CancellationToken.None);
        Failpoint.Hit(Failpoints.JobsFilesMoved);
        return await catalog.Open(commit.Bucket, commit.Root).CommitAsync(commit.Write, CancellationToken.None);
    }

    /// <summary>Takes the files out again, which were never visible.</summary>
    private async Task AbandonAsync(Intent intent, TableName model)
    {
        foreach (IntendedCommit commit in intent.Commits)
        {
            string[] keys = [.. commit.Files.Select(file => file.Key)];
            await buckets.Get(commit.Bucket).DeleteAsync(keys, CancellationToken.None);
        }

        await intents.DeleteAsync(model, CancellationToken.None);
    }
}

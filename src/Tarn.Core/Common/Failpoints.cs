namespace Tarn.Common;

/// <summary>Every place at which <see cref="Failpoint"/> can end the process.</summary>
public static class Failpoints
{
    /// <summary>The new content is complete and synced under its temporary name.</summary>
    public const string StoragePutBeforeRename = "storage.put.before_rename";

    /// <summary>The object has its name; the directory is not synced yet.</summary>
    public const string StoragePutAfterRename = "storage.put.after_rename";

    /// <summary>The moved-in files are synced where they were written.</summary>
    public const string StorageMoveBeforeRename = "storage.move.before_rename";

    /// <summary>The moved-in files have their keys; the directories are not synced yet.</summary>
    public const string StorageMoveAfterRename = "storage.move.after_rename";

    public const string StorageDeleteBeforeUnlink = "storage.delete.before_unlink";

    /// <summary>The current content has a second name, among the versions; nothing else has changed.</summary>
    public const string StorageVersionKept = "storage.version.kept";

    /// <summary>The delete marker is durable; the object still has its name.</summary>
    public const string StorageVersionMarked = "storage.version.marked";

    /// <summary>An older version is current again; what it takes the place of may still be named.</summary>
    public const string StorageVersionRestored = "storage.version.restored";

    /// <summary>The object is in the archive; its own file is still there.</summary>
    public const string StorageArchivePacked = "storage.archive.packed";

    /// <summary>Objects have changed, and the events that tell of it are about to be kept.</summary>
    public const string StorageEventsWaiting = "storage.events.waiting";

    /// <summary>The events are kept; nobody has worked on them.</summary>
    public const string StorageEventsKept = "storage.events.kept";

    /// <summary>The new document is complete and synced under its temporary name.</summary>
    public const string StateWriteBeforeRename = "state.write.before_rename";

    public const string StateWriteAfterRename = "state.write.after_rename";

    /// <summary>The frames are in the file but not synced.</summary>
    public const string StateAppendBeforeSync = "state.append.before_sync";

    public const string StateAppendAfterSync = "state.append.after_sync";

    /// <summary>The table's new files are in place; no version names them yet.</summary>
    public const string TablesCommitBeforePut = "tables.commit.before_put";

    /// <summary>The version is in the log; whoever asked for it does not know yet.</summary>
    public const string TablesCommitAfterPut = "tables.commit.after_put";

    /// <summary>The checkpoint is complete in scratch; the log does not have it.</summary>
    public const string TablesCheckpointBeforePut = "tables.checkpoint.before_put";

    /// <summary>The checkpoint is in the log; <c>_last_checkpoint</c> does not name it yet.</summary>
    public const string TablesCheckpointAfterPut = "tables.checkpoint.after_put";

    /// <summary>The rearranged files are in the scratch directory.</summary>
    public const string TablesOptimizeWritten = "tables.optimize.written";

    /// <summary>The rearranged files are in the table's directory; no version names them yet.</summary>
    public const string TablesOptimizeMoved = "tables.optimize.moved";

    /// <summary>A version with rearranged files is in the log.</summary>
    public const string TablesOptimizeCommitted = "tables.optimize.committed";

    /// <summary>It is known what to delete.</summary>
    public const string TablesVacuumPlanned = "tables.vacuum.planned";

    /// <summary>Some of the files are deleted, the others not yet.</summary>
    public const string TablesVacuumDeleted = "tables.vacuum.deleted";

    /// <summary>Everything a step publishes is written down; nothing is visible.</summary>
    public const string JobsIntentWritten = "jobs.intent_written";

    /// <summary>The data files of a commit are in the bucket; the log does not name them yet.</summary>
    public const string JobsFilesMoved = "jobs.files_moved";

    /// <summary>A commit of the step is made.</summary>
    public const string JobsCommitted = "jobs.committed";

    /// <summary>The bookmark has moved; the intent is still there.</summary>
    public const string JobsBookmarkMoved = "jobs.bookmark_moved";

    /// <summary>The intent is gone.</summary>
    public const string JobsSettled = "jobs.settled";

    /// <summary>The record of a run in the background is kept; the run has not begun.</summary>
    public const string BackgroundRunKept = "background.run.kept";

    /// <summary>A run in the background has ended; that is not kept.</summary>
    public const string BackgroundRunDone = "background.run.done";

    /// <summary>The run that begins another one again is kept; the other one has no end yet.</summary>
    public const string BackgroundRunAgainKept = "background.run.again_kept";

    /// <summary>It is kept that a crawl begins; it has not begun.</summary>
    public const string BackgroundCrawlKept = "background.crawl.kept";

    /// <summary>A crawl has ended; that is not kept.</summary>
    public const string BackgroundCrawlDone = "background.crawl.done";

    /// <summary>The records are in the file of a stream's log but not synced.</summary>
    public const string StreamsAppended = "streams.appended";

    /// <summary>The records are durable; whoever put them does not know yet.</summary>
    public const string StreamsSynced = "streams.synced";

    /// <summary>A batch is planned; none of its objects is in the bucket.</summary>
    public const string StreamsPlanned = "streams.planned";

    /// <summary>An object of a batch is in the bucket; the stream has not advanced.</summary>
    public const string StreamsObjectPut = "streams.object_put";

    /// <summary>The stream has advanced; its log still has what was delivered.</summary>
    public const string StreamsAdvanced = "streams.advanced";

    /// <summary>Moments that are due are written down; nothing is started.</summary>
    public const string FlowsDueWritten = "flows.due.written";

    /// <summary>What was due is started; it is not written down.</summary>
    public const string FlowsDueStarted = "flows.due.started";

    /// <summary>An attempt of a step is kept with the id of what it runs; nothing is started.</summary>
    public const string FlowsStepIntended = "flows.step.intended";

    /// <summary>An attempt has ended; that is not kept.</summary>
    public const string FlowsStepDone = "flows.step.done";

    /// <summary>The end of an attempt is kept; nothing that waits for it has begun.</summary>
    public const string FlowsStepKept = "flows.step.kept";

    /// <summary>Something that was fetched is in its bucket; the bookmark of the feed has not moved.</summary>
    public const string SourcesObjectPut = "sources.object_put";

    public static IReadOnlyList<string> All { get; } =
    [
        StoragePutBeforeRename,
        StoragePutAfterRename,
        StorageMoveBeforeRename,
        StorageMoveAfterRename,
        StorageDeleteBeforeUnlink,
        StorageVersionKept,
        StorageVersionMarked,
        StorageVersionRestored,
        StorageArchivePacked,
        StorageEventsWaiting,
        StorageEventsKept,
        StateWriteBeforeRename,
        StateWriteAfterRename,
        StateAppendBeforeSync,
        StateAppendAfterSync,
        TablesCommitBeforePut,
        TablesCommitAfterPut,
        TablesCheckpointBeforePut,
        TablesCheckpointAfterPut,
        TablesOptimizeWritten,
        TablesOptimizeMoved,
        TablesOptimizeCommitted,
        TablesVacuumPlanned,
        TablesVacuumDeleted,
        JobsIntentWritten,
        JobsFilesMoved,
        JobsCommitted,
        JobsBookmarkMoved,
        JobsSettled,
        BackgroundRunKept,
        BackgroundRunDone,
        BackgroundRunAgainKept,
        BackgroundCrawlKept,
        BackgroundCrawlDone,
        StreamsAppended,
        StreamsSynced,
        StreamsPlanned,
        StreamsObjectPut,
        StreamsAdvanced,
        SourcesObjectPut,
        FlowsDueWritten,
        FlowsDueStarted,
        FlowsStepIntended,
        FlowsStepDone,
        FlowsStepKept,
    ];
}

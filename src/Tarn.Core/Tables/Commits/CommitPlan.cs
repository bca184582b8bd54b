using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Commits;

/// <summary>The actions that carry out a write on a table as it is now.</summary>
internal sealed class CommitPlan(TableWrite write, string table, IIdSource idSource, TimeProvider timeProvider)
{
    private readonly string _newId = UniversalId.Of(idSource.NextId());

    /// <summary>What the write makes of the table's metadata and protocol.</summary>
    /// <exception cref="TarnException">As for <see cref="TableChange.Of"/>.</exception>
    public TableChange Change(TableSnapshot? snapshot) =>
        TableChange.Of(write, snapshot, _newId, timeProvider.GetUtcNow(), table);

    /// <summary>The path of a file to be replaced that is no longer live; null when all are there.</summary>
    public string? MissingPath(TableSnapshot? snapshot) => write.Mode == WriteMode.ReplaceFiles
        ? write.RemovedPaths.FirstOrDefault(path => snapshot?.Find(path) is null)
        : null;

    /// <exception cref="TarnException">
    /// <c>TN5004</c>: other columns than the table's; <c>TN5005</c>: a null in a NOT NULL column;
    /// <c>TN5002</c>: an append-only table would lose rows.
    /// </exception>
    public Commit Build(TableSnapshot? snapshot)
    {
        TableChange change = Change(snapshot);
        bool replacesSchema = snapshot is null || write.Mode == WriteMode.Overwrite || write.Metadata is not null;
        if (!replacesSchema && write.EvolvesSchema)
        {
            SchemaComparison.RequireSamePartitions(write, snapshot!, table);
        }
        else if (!replacesSchema)
        {
            SchemaComparison.RequireSame(write, snapshot!, table);
        }

        NullChecks.Require(
            replacesSchema ? write.Fields : snapshot!.Fields, write.PartitionColumns, write.Added, table);
        IReadOnlyList<RemoveAction> removes = [.. Removed(snapshot).Select(file => ToRemove(file, change.Time))];
        if (write.DataChange && removes.Count > 0 && ProtocolSupport.IsAppendOnly(snapshot!.State.Metadata))
        {
            throw AppendOnly(table);
        }

        return new Commit
        {
            Version = (snapshot?.Version ?? -1) + 1,
            Protocol = change.ChangesProtocol ? change.Protocol : null,
            Metadata = change.ChangesMetadata ? change.Metadata : null,
            Transactions = write.Transaction is null
                ? []
                : [write.Transaction with { UpdatedUnixMs = change.Time.ToUnixTimeMilliseconds() }],
            Domains = [.. write.Domains.Select(
                domain => new DomainAction(domain.Key, domain.Value ?? "", Removed: domain.Value is null))],
            Removes = removes,
            Adds = [.. write.Added.Select(file => new AddAction(file, write.DataChange))],
            Changes = [.. write.ChangeFiles.Select(file => new ChangeAction(file))],
            Info = CommitInfo.Create(
                write,
                write.ReadVersion ?? snapshot?.Version,
                CommitMetrics.Of(NewFiles(snapshot), removes.Count),
                Isolation(snapshot),
                change.Time,
                ProtocolSupport.HasInCommitTimestamps(change.Metadata),
                UniversalId.Of(idSource.NextId())),
        };
    }

    /// <summary>The error for a write that takes rows out of an append-only table.</summary>
    public static TarnException AppendOnly(string table) => new(
        ErrorCodes.TableUnsupported,
        $"table '{table}' is append-only (delta.appendOnly), so no rows may leave it");

    /// <summary>A write that only rearranges rows may overlook what happened to others.</summary>
    public IsolationLevel Isolation(TableSnapshot? snapshot) =>
        !write.DataChange ? IsolationLevel.SnapshotIsolation
        : snapshot is null ? IsolationLevel.Serializable
        : new TableProperties(snapshot.State.Metadata, table).Isolation;

    /// <summary>A file that only gets another deletion vector brings no rows.</summary>
    private DataFile[] NewFiles(TableSnapshot? snapshot) =>
        [.. write.Added.Where(file => file.DeletionVector is null || snapshot?.Find(file.Path) is null)];

    private IEnumerable<DataFile> Removed(TableSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            return [];
        }

        switch (write.Mode)
        {
            case WriteMode.Append:
                return [];
            case WriteMode.Overwrite:
                return snapshot.Files;
            case WriteMode.OverwritePartitions:
                HashSet<string> touched = [.. write.Added.Select(Key)];
                return snapshot.Files.Where(file => touched.Contains(Key(file)));
            case WriteMode.ReplaceFiles:
                return write.RemovedPaths.Select(path => snapshot.Find(path)!);
            default:
                throw new InvalidOperationException($"no plan for {write.Mode}");
        }

        string Key(DataFile file) => PartitionTuple.Key(snapshot.PartitionColumns, file.PartitionValues);
    }

    private RemoveAction ToRemove(DataFile file, DateTimeOffset now) =>
        new(file.Path, write.DataChange, now.ToUnixTimeMilliseconds(), file.PartitionValues, file.SizeBytes)
        {
            DeletionVector = file.DeletionVector,
            LoggedPath = file.LoggedPath,
        };
}

using System.Security.Cryptography;
using System.Text;
using Tarn.Common;
using Tarn.Tables.Log;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Commits;

/// <summary>The actions that carry out a write on a table as it is now.</summary>
internal sealed class CommitPlan(TableWrite write, string table, IIdSource idSource, TimeProvider timeProvider)
{
    private readonly string _schemaString = SchemaJson.Write(write.Fields);

    /// <summary>
    /// True when the commit would carry metadata or protocol: it creates the table or changes its shape.
    /// </summary>
    public bool ChangesTable(TableSnapshot? snapshot) => snapshot is null
        || write.Metadata is not null
        || (write.Mode == WriteMode.Overwrite
            && (!SameSchema(snapshot)
                || !write.PartitionColumns.SequenceEqual(snapshot.PartitionColumns)
                || (write.Description is not null && write.Description != snapshot.Description)));

    /// <summary>The path of a file to be replaced that is no longer live; null when all are there.</summary>
    public string? MissingPath(TableSnapshot? snapshot) => write.Mode is WriteMode.ReplaceFiles or WriteMode.Restore
        ? write.RemovedPaths.FirstOrDefault(path => snapshot?.Find(path) is null)
        : null;

    /// <exception cref="TarnException">
    /// <c>TN5004</c>: other columns than the table's; <c>TN5005</c>: a null in a NOT NULL column;
    /// <c>TN5002</c>: an append-only table would lose rows.
    /// </exception>
    public Commit Build(TableSnapshot? snapshot)
    {
        bool changesTable = ChangesTable(snapshot);
        if (snapshot is not null && !changesTable)
        {
            SchemaComparison.RequireSame(write, snapshot, table);
        }

        NullChecks.Require(
            changesTable ? write.Fields : snapshot!.Fields, write.PartitionColumns, write.Added, table);
        DateTimeOffset now = timeProvider.GetUtcNow();
        IReadOnlyList<RemoveAction> removes = [.. Removed(snapshot).Select(file => ToRemove(file, now))];
        if (write.DataChange && removes.Count > 0 && snapshot is not null
            && ProtocolSupport.IsAppendOnly(snapshot.State.Metadata))
        {
            throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{table}' is append-only (delta.appendOnly), so no rows may leave it");
        }

        return new Commit
        {
            Version = (snapshot?.Version ?? -1) + 1,
            Protocol = Protocol(snapshot),
            Metadata = changesTable ? write.Metadata ?? Metadata(snapshot, now) : null,
            Transactions = write.Transaction is null
                ? []
                : [write.Transaction with { UpdatedUnixMs = now.ToUnixTimeMilliseconds() }],
            Removes = removes,
            Adds = [.. write.Added.Select(file => new AddAction(file, write.DataChange))],
            Info = CommitInfo.Create(
                write,
                write.ReadVersion ?? snapshot?.Version,
                CommitMetrics.Of(write.Added, removes.Count),
                now,
                UniversalId(idSource.NextId())),
        };
    }

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
            case WriteMode.ReplaceFiles or WriteMode.Restore:
                return write.RemovedPaths.Select(path => snapshot.Find(path)!);
            default:
                throw new InvalidOperationException($"no plan for {write.Mode}");
        }

        string Key(DataFile file) => PartitionTuple.Key(snapshot.PartitionColumns, file.PartitionValues);
    }

    private bool SameSchema(TableSnapshot snapshot) => SchemaJson.Write(snapshot.Fields) == _schemaString;

    private ProtocolAction? Protocol(TableSnapshot? snapshot)
    {
        bool usesTimestampNtz = _schemaString.Contains(
            $"\"{PrimitiveTypes.TimestampNtz}\"", StringComparison.Ordinal);
        if (snapshot is null)
        {
            return ProtocolFeatures.Minimal(usesTimestampNtz);
        }

        ProtocolAction present = snapshot.State.Protocol;
        return usesTimestampNtz && !ProtocolFeatures.WriterFeatures(present).Contains(ProtocolFeatures.TimestampNtz)
            ? ProtocolFeatures.WithTimestampNtz(present)
            : null;
    }

    private MetadataAction Metadata(TableSnapshot? snapshot, DateTimeOffset now) => new()
    {
        Id = snapshot?.Id ?? UniversalId(idSource.NextId()),
        Name = snapshot?.State.Metadata.Name,
        Description = write.Description ?? snapshot?.Description,
        SchemaString = _schemaString,
        PartitionColumns = write.PartitionColumns,
        Configuration = snapshot?.Properties ?? new Dictionary<string, string>(),
        CreatedUnixMs = snapshot is null ? now.ToUnixTimeMilliseconds() : snapshot.State.Metadata.CreatedUnixMs,
    };

    private RemoveAction ToRemove(DataFile file, DateTimeOffset now) =>
        new(file.Path, write.DataChange, now.ToUnixTimeMilliseconds(), file.PartitionValues, file.SizeBytes)
        {
            DeletionVector = file.DeletionVector,
            LoggedPath = file.LoggedPath,
        };

    /// <summary>Delta's readers expect ids in the form of a UUID; the id source makes other ones.</summary>
    private static string UniversalId(string id) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16)).ToString("D");
}

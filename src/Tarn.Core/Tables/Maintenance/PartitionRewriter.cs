using Tarn.Engine;
using Tarn.Tables.Partitions;

namespace Tarn.Tables.Maintenance;

/// <summary>Writes rows of files of one partition into new files of the same partition.</summary>
internal sealed class PartitionRewriter(
    DeltaTable table, TableSnapshot snapshot, DuckConnection connection, string scratchDirectory)
{
    /// <summary>For rows that come from files of the size wanted: they are not to be cut again.</summary>
    public const long Unlimited = 1L << 50;

    private readonly IReadOnlyList<TableField> _storedFields =
        [.. snapshot.Fields.Where(field => !snapshot.PartitionColumns.Contains(field.Name))];

    /// <param name="files">Of one partition.</param>
    /// <param name="selectSql">From a SELECT of their rows to one of the rows to write, in their order.</param>
    /// <param name="fileBytesTarget">The size at which the next file begins.</param>
    /// <param name="tags">For the new files; null is none.</param>
    /// <returns>The files in the scratch directory, in the order of their rows.</returns>
    public async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        IReadOnlyList<DataFile> files,
        Func<string, string> selectSql,
        long fileBytesTarget,
        IReadOnlyDictionary<string, string?>? tags,
        CancellationToken cancellationToken)
    {
        string scan = await TableScan.SqlAsync(
            connection, snapshot, files, table.Store, table.Root, cancellationToken);
        PartitionedWriter writer = new() { FileBytesTarget = fileBytesTarget };
        IReadOnlyList<WrittenFile> written = await writer.WriteAsync(
            connection, selectSql(scan), _storedFields, [], scratchDirectory, table.Ids.NextId(), cancellationToken);
        Dictionary<string, string?> values = snapshot.PartitionColumns.ToDictionary(
            column => column, column => snapshot.PartitionValue(files[0], column));
        string directory = HivePath.Directory(snapshot.PartitionColumns, values);
        return
        [
            .. written.Select(file => file with
            {
                File = file.File with
                {
                    Path = directory + file.File.Path,
                    PartitionValues = values,
                    Tracking = tags is null ? file.File.Tracking : FileTracking.WithTags(file.File.Tracking, tags),
                },
            }),
        ];
    }
}

using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Integrity;
using Tarn.Tables.Statistics;
using Tarn.Tables.Writing;

namespace Tarn.Tables;

/// <summary>
/// Runs a query into Parquet files the way tables want them: one file per partition, or files of about 128 MiB
/// without partitions, Snappy-compressed, with statistics. Nothing is committed or moved.
/// </summary>
public sealed class PartitionedWriter
{
    private static readonly IReadOnlySet<string> NoColumns = new HashSet<string>();

    /// <summary>Without partitions, the size at which a file ends and the next begins.</summary>
    public long FileBytesTarget { get; init; } = 128L << 20;

    /// <summary>
    /// The size at which a row group ends that has fewer rows than others, for rows so wide that a whole one does not
    /// fit into memory; null for no such limit. Needs an instance that does not preserve the order of rows.
    /// </summary>
    public long? RowGroupBytesMax { get; init; }

    /// <summary>
    /// How many partitions are written at once; a partition that has to be closed and opened again gets another file.
    /// </summary>
    public int OpenFilesMax { get; init; } = 1000;

    /// <summary>Writes the rows of a query for one table; no rows give no files.</summary>
    /// <param name="selectSql">
    /// One SELECT with at least the table's columns, by name; they are cast to its types.
    /// </param>
    /// <param name="scratchDirectory">
    /// Made when missing. Files go into a directory below it, named by the prefix.
    /// </param>
    /// <param name="filePrefix">Unique per write; part of every file's name.</param>
    /// <exception cref="TarnException">
    /// <c>TN3xxx</c> from the query; <c>TN5004</c>: no column besides partitions.
    /// </exception>
    public async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        DuckConnection connection,
        string selectSql,
        IReadOnlyList<TableField> fields,
        IReadOnlyList<string> partitionColumns,
        string scratchDirectory,
        string filePrefix,
        CancellationToken cancellationToken)
    {
        CopyStatement statement = CopyStatement.ForTable(selectSql, fields, partitionColumns);
        IReadOnlyList<CopyFile> files =
            await RunAsync(connection, statement, scratchDirectory, filePrefix, cancellationToken);
        TableFiles table = new(fields, partitionColumns, filePrefix);
        return await DescribeAsync(connection, table, files, cancellationToken);
    }

    /// <summary>Where in the statement that <see cref="WriteAsync"/> runs the query begins.</summary>
    internal static int QueryStart(IReadOnlyList<TableField> fields, IReadOnlyList<string> partitionColumns) =>
        CopyStatement.ForTable("", fields, partitionColumns).SelectStart;

    /// <summary>
    /// Writes the rows of a query for several tables in one pass. Files of the main table then also hold the
    /// partition columns and those of the side tables.
    /// </summary>
    /// <returns>The files by outcome; an outcome without rows is absent.</returns>
    /// <exception cref="TarnException">As for <see cref="WriteAsync"/>.</exception>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<WrittenFile>>> WriteSplitAsync(
        DuckConnection connection,
        string selectSql,
        OutcomeSplit split,
        IReadOnlyList<TableField> fields,
        IReadOnlyList<string> partitionColumns,
        string scratchDirectory,
        string filePrefix,
        CancellationToken cancellationToken)
    {
        CopyStatement statement = CopyStatement.ForSplit(selectSql, split, fields, partitionColumns);
        IReadOnlyList<CopyFile> files =
            await RunAsync(connection, statement, scratchDirectory, filePrefix, cancellationToken);
        TableFiles main = new(fields, partitionColumns, filePrefix);
        Dictionary<int, IReadOnlyList<WrittenFile>> byOutcome = [];
        foreach (IGrouping<int, CopyFile> group in files.GroupBy(CopyStatement.OutcomeOf))
        {
            TableFiles table = group.Key == OutcomeSplit.Main
                ? main
                : new TableFiles(split.SideFields, [], $"{filePrefix}-{group.Key}");
            byOutcome[group.Key] = await DescribeAsync(
                connection, table, [.. group.Select(statement.WithPartitionNames)], cancellationToken);
        }

        return byOutcome;
    }

    private async Task<IReadOnlyList<CopyFile>> RunAsync(
        DuckConnection connection,
        CopyStatement statement,
        string scratchDirectory,
        string filePrefix,
        CancellationToken cancellationToken)
    {
        string directory = Path.Join(scratchDirectory, filePrefix);
        Directory.CreateDirectory(scratchDirectory);
        if (statement.IsPartitioned)
        {
            string value = OpenFilesMax.ToString(CultureInfo.InvariantCulture);
            await connection.ExecuteAsync($"SET GLOBAL partitioned_write_max_open_files = {value}", cancellationToken);
        }

        IReadOnlyList<object?[]> rows =
            await connection.QueryAllAsync(
                statement.ToSql(directory, FileBytesTarget, RowGroupBytesMax), cancellationToken);
        List<CopyFile> files = [];
        foreach (CopyFile file in rows.Select(CopyRow.Read))
        {
            if (file.RowCount > 0)
            {
                files.Add(file);
            }
            else
            {
                File.Delete(file.LocalPath);
            }
        }

        return files;
    }

    private static async Task<IReadOnlyList<WrittenFile>> DescribeAsync(
        DuckConnection connection, TableFiles table, IReadOnlyList<CopyFile> files, CancellationToken cancellationToken)
    {
        Dictionary<string, HashSet<string>> columnsWithNaN = table.HasFloats && files.Count > 0
            ? await NaNColumns.FindAsync(connection, files, cancellationToken)
            : [];
        (CopyFile File, string Directory)[] ordered =
        [
            .. files
                .Select(file => (File: file, Directory: table.Directory(file)))
                .OrderBy(pair => pair.Directory, StringComparer.Ordinal)
                .ThenBy(pair => pair.File.LocalPath, StringComparer.Ordinal),
        ];
        WrittenFile[] written = new WrittenFile[ordered.Length];
        await Parallel.ForAsync(0, written.Length, cancellationToken, (index, token) =>
        {
            (CopyFile file, string directory) = ordered[index];
            WrittenFile described = table.Describe(
                file, directory, index, columnsWithNaN.GetValueOrDefault(file.LocalPath) ?? NoColumns);
            uint checksum = FileChecksum.Compute(file.LocalPath, token);
            written[index] = described with { File = described.File with { Crc32C = checksum } };
            return ValueTask.CompletedTask;
        });
        return written;
    }
}

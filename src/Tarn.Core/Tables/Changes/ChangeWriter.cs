using Tarn.Engine;

namespace Tarn.Tables.Changes;

/// <summary>
/// Writes the rows that a commit changes into files for its <c>cdc</c> actions ("Change Data Files").
/// </summary>
/// <param name="fields">The table's columns.</param>
/// <param name="scratchDirectory">Where files are written before they are moved in.</param>
public sealed class ChangeWriter(
    DuckConnection connection,
    IReadOnlyList<TableField> fields,
    IReadOnlyList<string> partitionColumns,
    string scratchDirectory)
{
    /// <summary>Where the protocol wants such files, below the table's root.</summary>
    public const string Folder = "_change_data";

    private readonly PartitionedWriter _writer = new();

    /// <summary>A SELECT with the kind of change as one more column.</summary>
    /// <param name="rowsSql">Rows of the table.</param>
    /// <param name="changeType">One of <see cref="ChangeColumns"/>.</param>
    public string Changed(string rowsSql, string changeType)
    {
        string columns = SqlText.List(fields.Select(field => SqlText.Identifier(field.Name)));
        return $"SELECT {columns}, {SqlText.Literal(changeType)} AS {ChangeColumns.Type} FROM ({rowsSql})";
    }

    /// <param name="changes">SELECTs that <see cref="Changed"/> made.</param>
    /// <param name="filePrefix">Unique per write; part of every file's name.</param>
    /// <returns>For <see cref="TableWrite.ChangeFiles"/>; no changes give no files.</returns>
    /// <exception cref="Common.TarnException"><c>TN3xxx</c> from the queries.</exception>
    public async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        IEnumerable<string> changes, string filePrefix, CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenFile> files = await _writer.WriteAsync(
            connection,
            string.Join(" UNION ALL ", changes),
            [.. fields, new TableField(ChangeColumns.Type, "VARCHAR")],
            partitionColumns,
            scratchDirectory,
            filePrefix,
            cancellationToken);
        return
        [
            .. files.Select(file => file with
            {
                File = file.File with { Path = $"{Folder}/{file.File.Path}", Statistics = null },
            }),
        ];
    }
}

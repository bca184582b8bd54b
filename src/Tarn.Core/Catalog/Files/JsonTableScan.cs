using Tarn.Catalog.External;
using Tarn.Engine;

namespace Tarn.Catalog.Files;

/// <summary>
/// The SELECTs that read JSON lines of a raw table. Files that are compressed alike are read by a few SELECTs, however
/// many there are; the rows of each are counted, so that a row's number in its file follows from its number in all.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="options">How it is read.</param>
internal sealed class JsonTableScan(FileTableDefinition table, FileScanOptions options)
{
    private const string NoRecord = "no JSON object with any of the columns";
    private const string FileNumber = "tarn_file";
    private const string Nothing = "tarn_nothing";
    private const string Barrier = "tarn_barrier";

    /// <summary>The engine reads the files of a SELECT one after the other, and SELECTs side by side.</summary>
    private const int SelectsWanted = 8;

    private const int FilesOfSelectMin = 16;

    /// <summary>For each small file the engine goes over all that the SELECT says of files.</summary>
    private const int FilesOfSelectMax = 256;

    private readonly List<ColumnMatch> _matches =
        [.. table.Columns.Select(column => LineScan.Match(table, column))];

    private string IsNothing => string.Join(" AND ", _matches.Select(match => $"{match.Source} IS NULL"));

    public IEnumerable<string> Branches(IReadOnlyList<ProbedFile> files)
    {
        IEnumerable<IReadOnlyList<ProbedFile>> parts = files
            .GroupBy(file => CanShare(file) ? file.Compression.ToString() : $"key {file.Object.Key}")
            .SelectMany(group => Split([.. group]));
        foreach (IReadOnlyList<ProbedFile> part in parts)
        {
            string sql = Select(part);
            yield return options.Unreadable is { } unreadable ? LeaveOut(sql, unreadable.Add(part, FileNumber)) : sql;
        }
    }

    /// <summary>
    /// Leaves out rows that are no record, noting each. The engine moves no condition of a statement past a window, so
    /// that none keeps such a row from being noted.
    /// </summary>
    private static string LeaveOut(string sql, string note) =>
        $"SELECT * EXCLUDE ({FileNumber}, {Nothing}, {Barrier}) FROM (SELECT *, row_number() OVER () AS {Barrier} "
        + $"FROM ({sql}) WHERE CASE WHEN {Nothing} THEN {note} ELSE true END)";

    /// <summary>The engine's number of the file is hidden by a column of that name.</summary>
    private static bool CanShare(ProbedFile file) =>
        file.Rows is not null && !file.Fields.Any(field => PartitionColumns.IsTaken(field.Name));

    private static IEnumerable<IReadOnlyList<ProbedFile>> Split(IReadOnlyList<ProbedFile> files) =>
        files.Chunk(Math.Clamp(files.Count / SelectsWanted, FilesOfSelectMin, FilesOfSelectMax));

    private string Select(IReadOnlyList<ProbedFile> files)
    {
        string complaint = ColumnMatch.Complaints(_matches, options.QuotesValues);
        IEnumerable<string> columns = _matches
            .Select(match => $"{match.Value} AS {SqlText.Identifier(match.Column.Name)}")
            .Append(PartitionColumns.Output(
                FileTableColumns.File, [.. files.Select(file => SqlText.Literal(file.Object.Key))]))
            .Append($"{RowNumber(files)} AS {FileTableColumns.Row}")
            .Append($"CASE WHEN {IsNothing} THEN '{NoRecord}' ELSE {complaint} END AS {FileTableColumns.Malformed}");
        if (options.Unreadable is not null)
        {
            string number = files.Count == 1 ? "0::BIGINT" : $"{PartitionColumns.FileIndex}::BIGINT";
            columns = columns.Append($"{number} AS {FileNumber}").Append($"{IsNothing} AS {Nothing}");
        }

        return $"SELECT {SqlText.List(columns)} FROM {LineScan.JsonFrom(files, options.ListSql)}";
    }

    /// <summary>From 0, as the engine reads files of text in their order and each from its start.</summary>
    private static string RowNumber(IReadOnlyList<ProbedFile> files)
    {
        const string number = "row_number() OVER () - 1";
        if (files.Count == 1)
        {
            return number;
        }

        long start = 0;
        List<string> starts = [];
        foreach (ProbedFile file in files)
        {
            starts.Add(FormattableString.Invariant($"{start}"));
            start += file.Rows!.Value;
        }

        return $"{number} - ([{SqlText.List(starts)}]::BIGINT[])[{PartitionColumns.FileIndex}::BIGINT + 1]";
    }
}

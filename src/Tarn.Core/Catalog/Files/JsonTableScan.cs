using Tarn.Engine;
using Tarn.Engine.Functions;

namespace Tarn.Catalog.Files;

/// <summary>
/// The SELECTs that read JSON lines of a raw table: one for all files but those of zstd data, which the engine reads,
/// each by a SELECT of its own.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="options">How it is read.</param>
internal sealed class JsonTableScan(FileTableDefinition table, FileScanOptions options)
{
    private const string NoRecord = "no JSON object with any of the columns";
    private const string Nothing = "tarn_nothing";
    private const string Barrier = "tarn_barrier";
    private const string RowNumber = "row_number() OVER () - 1";

    private readonly List<ColumnMatch> _matches =
        [.. table.Columns.Select(column => LineScan.Match(table, column))];

    public IEnumerable<string> Branches(IReadOnlyList<ProbedFile> files)
    {
        ProbedFile[] fed = [.. files.Where(file => file.Compression != Compression.Zstandard)];
        if (fed.Length > 0)
        {
            yield return FeedSelect(fed);
        }

        foreach (ProbedFile file in files.Where(file => file.Compression == Compression.Zstandard))
        {
            string sql = EngineSelect(file);
            yield return options.Unreadable is { } unreadable ? LeaveOut(sql, unreadable.NoteSql(file)) : sql;
        }
    }

    /// <summary>
    /// Leaves out rows that are no record, noting each. The engine moves no condition of a statement past a window, so
    /// that none keeps such a row from being noted.
    /// </summary>
    private static string LeaveOut(string sql, string note) =>
        $"SELECT * EXCLUDE ({Nothing}, {Barrier}) FROM (SELECT *, row_number() OVER () AS {Barrier} "
        + $"FROM ({sql}) WHERE CASE WHEN {Nothing} THEN {note} ELSE true END)";

    private string FeedSelect(ProbedFile[] files)
    {
        JsonFileFeed feed = new(files, files[0].Fields, options.Feeds.Connection)
        {
            Unreadable = options.Unreadable?.Listener(files),
        };
        FedRows rows = options.Feeds.Add(feed);
        return Select(
            SqlText.Identifier(feed.KeyColumn),
            SqlText.Identifier(feed.RowColumn),
            options.Unreadable is null ? SqlText.Identifier(feed.NothingColumn) : "false",
            rows.Sql,
            "");
    }

    private string EngineSelect(ProbedFile file) => Select(
        SqlText.Literal(file.Object.Key),
        RowNumber,
        Nothing,
        $"(SELECT *, {string.Join(" AND ", _matches.Select(match => $"{match.Source} IS NULL"))} AS {Nothing} "
            + $"FROM {LineScan.JsonFrom(file)})",
        options.Unreadable is null ? "" : $", {Nothing}");

    /// <summary>
    /// Values are converted in a SELECT within, so that what is said of them does not convert them again.
    /// </summary>
    private string Select(string key, string row, string isNothing, string from, string more)
    {
        ColumnMatch[] converted = [.. _matches.Select((match, i) => match with { Converted = $"tarn_v{i}" })];
        string complaint = ColumnMatch.Complaints(converted, options.QuotesValues);
        IEnumerable<string> columns = converted
            .Select(match => $"{match.Value} AS {SqlText.Identifier(match.Column.Name)}")
            .Append($"{key} AS {FileTableColumns.File}")
            .Append($"{row} AS {FileTableColumns.Row}")
            .Append($"CASE WHEN {isNothing} THEN '{NoRecord}' ELSE {complaint} END AS {FileTableColumns.Malformed}");
        IEnumerable<string> values = _matches.Select((match, i) => $"{match.Value} AS tarn_v{i}");
        return $"SELECT {SqlText.List(columns)}{more} FROM (SELECT *, {SqlText.List(values)} FROM {from})";
    }
}

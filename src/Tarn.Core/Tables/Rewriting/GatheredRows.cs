using System.Globalization;
using Tarn.Engine;
using Tarn.Tables.Constraints;
using Tarn.Tables.Reading;

namespace Tarn.Tables.Rewriting;

/// <summary>
/// The rows of one version of a table that a statement changes, found once and kept in a temporary table of the
/// engine, which spills what does not fit into memory. Columns that follow from others are computed.
/// </summary>
/// <param name="connection">Has the temporary table.</param>
/// <param name="table">The table.</param>
/// <param name="snapshot">The version that the rows are of.</param>
/// <param name="hasValues">False when the rows only go.</param>
public sealed class GatheredRows(
    DuckConnection connection, DeltaTable table, TableSnapshot snapshot, bool hasValues)
{
    private const string Name = "temp.main.tarn_gathered_rows";

    private readonly GeneratedColumns _generated = new(table.Engine, snapshot, table.Name);

    // One of a few names: four bytes for each row, and compared as a number, however long it is.
    private string _pathType = "VARCHAR";

    public GatheredColumns Columns { get; } = GatheredColumns.For(snapshot);

    /// <summary>
    /// The columns whose values a gathering SELECT has to give: all but those that are computed, none if rows only go.
    /// </summary>
    public IReadOnlyList<TableField> Given { get; } =
        [.. snapshot.Fields.Where(field => hasValues && field.GenerationExpression is null)];

    private string Path => SqlText.Identifier(Columns.Path);

    private string Row => SqlText.Identifier(Columns.Row);

    private string Action => SqlText.Identifier(Columns.Action);

    private string SamePlace => $"enum_code(CAST(old.{Path} AS {_pathType})) = enum_code(gathered.{Path}) "
        + $"AND old.{Row} = gathered.{Row}";

    /// <summary>
    /// The statement that gathers, around a SELECT of the columns of <see cref="Columns"/> and <see cref="Given"/>, in
    /// any order and with any others; rows without an action are left out.
    /// </summary>
    /// <param name="files">Those that the rows may be of.</param>
    public (string Before, string After) Around(IReadOnlyList<DataFile> files)
    {
        FilePlaces places = new(table.Store, table.Root);
        if (files.Count > 0)
        {
            _pathType = $"ENUM ({SqlText.List(places.Of(files).Select(SqlText.Literal))})";
        }

        IEnumerable<string> values = Given.Select(field =>
        {
            string name = SqlText.Identifier(field.Name);
            return $"CAST({name} AS {field.EngineType}) AS {name}";
        });
        string columns = SqlText.List(values.Prepend($"CAST({Path} AS {_pathType}) AS {Path}, {Row}, {Action}"));
        return (
            $"CREATE OR REPLACE TEMP TABLE {Name} AS SELECT {columns} FROM (",
            $"\n) WHERE {Action} IS NOT NULL");
    }

    /// <summary>Whether a row was gathered more than once.</summary>
    public async Task<bool> HasRepeatedAsync(CancellationToken cancellationToken) => await connection.ScalarAsync(
        $"SELECT 1 FROM {Name} WHERE {Row} IS NOT NULL GROUP BY {Path}, {Row} HAVING count(*) > 1 LIMIT 1",
        cancellationToken) is not null;

    /// <summary>How many rows there are by action; an action without rows is absent.</summary>
    public Task<Dictionary<string, long>> CountByActionAsync(CancellationToken cancellationToken) =>
        CountAsync(Action, cancellationToken);

    /// <summary>How many rows of each file go or change, by the place at which the engine reads it.</summary>
    internal Task<Dictionary<string, long>> CountByFileAsync(CancellationToken cancellationToken) =>
        CountAsync(Path, cancellationToken);

    /// <summary>SELECT of the places of the rows that go or change.</summary>
    internal string PlacesSql =>
        $"SELECT CAST({Path} AS VARCHAR) AS {Path}, {Row} FROM {Name} WHERE {Row} IS NOT NULL";

    /// <summary>SELECT of those rows of a scan with places that were not gathered.</summary>
    internal string OthersSql(string scan) =>
        $"SELECT old.* FROM ({scan}) AS old ANTI JOIN {Name} AS gathered ON {SamePlace}";

    /// <summary>SELECT of those rows of a scan with places that were gathered with an action.</summary>
    internal string OldRowsSql(string scan, string action) => $"SELECT old.* FROM ({scan}) AS old SEMI JOIN "
        + $"(FROM {Name} WHERE {Action} = {SqlText.Literal(action)}) AS gathered ON {SamePlace}";

    /// <summary>SELECT of the table's columns of the rows that were gathered with one of the actions.</summary>
    /// <exception cref="Common.TarnException"><c>TN5002</c>: a column that Tarn cannot compute.</exception>
    internal async Task<string> NewRowsSqlAsync(CancellationToken cancellationToken, params string[] actions)
    {
        if (!hasValues)
        {
            return TableScan.Sql(snapshot.Fields, [], []);
        }

        string given = SqlText.List(Given.Select(field => SqlText.Identifier(field.Name)));
        string rows = $"SELECT {given} FROM {Name} WHERE {Action} IN ({SqlText.List(actions.Select(SqlText.Literal))})";
        IReadOnlyList<TableField> missing = _generated.MissingFrom(Given.Select(field => field.Name));
        return missing.Count == 0 ? rows : await _generated.CompleteAsync(rows, missing, cancellationToken);
    }

    private async Task<Dictionary<string, long>> CountAsync(string column, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> counts = await connection.QueryAllAsync(
            $"SELECT CAST({column} AS VARCHAR), count(*) FROM {Name} WHERE {column} IS NOT NULL GROUP BY ALL",
            cancellationToken);
        return counts.ToDictionary(
            row => (string)row[0]!, row => Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
    }
}

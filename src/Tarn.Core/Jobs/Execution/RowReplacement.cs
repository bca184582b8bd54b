using System.Globalization;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Tables;

namespace Tarn.Jobs.Execution;

/// <summary>
/// Finds which files of a table hold rows with the keys of the new rows (merge, delete_insert). The new keys are
/// gathered once; then one statement reads the key columns of all files whose partition values and statistics leave a
/// chance.
/// </summary>
/// <param name="connection">The step's connection.</param>
/// <param name="keys">Columns of the unique key.</param>
internal sealed class RowReplacement(DuckConnection connection, IReadOnlyList<string> keys)
{
    private const string Existing = "existing";
    private const string Incoming = "incoming";
    private const string NewKeys = "temp.main.tarn_new_keys";
    private const string Replaced = "temp.main.tarn_replaced_rows";
    private const string Repeats = "tarn_new_key_rows";

    private string KeyList => SqlText.List(keys.Select(SqlText.Identifier));

    private string SameKey => string.Join(" AND ", keys.Select(key =>
        $"{Existing}.{SqlText.Identifier(key)} IS NOT DISTINCT FROM {Incoming}.{SqlText.Identifier(key)}"));

    /// <summary>Gathers the keys of the new rows; the other methods speak of these.</summary>
    /// <param name="newRowsSql">SELECT of the new rows.</param>
    /// <param name="deletedSql">SELECT of rows whose keys are taken out; null for none.</param>
    /// <param name="cancellationToken">Interrupts the reading.</param>
    public Task GatherAsync(string newRowsSql, string? deletedSql, CancellationToken cancellationToken)
    {
        string all = deletedSql is null
            ? newRowsSql
            : $"SELECT {KeyList} FROM ({newRowsSql}) UNION ALL SELECT {KeyList} FROM ({deletedSql})";
        return connection.ExecuteAsync(
            $"CREATE OR REPLACE TEMP TABLE {NewKeys} AS "
            + $"SELECT {KeyList}, count(*) AS {Repeats} FROM ({all}) GROUP BY {KeyList}",
            cancellationToken);
    }

    /// <summary>SELECT of the rows of a table that have none of the new keys.</summary>
    public string KeptRowsSql(string tableSql) =>
        $"SELECT * FROM ({tableSql}) {Existing} ANTI JOIN {NewKeys} {Incoming} ON {SameKey}";

    /// <summary>SELECT of the rows of a table that have one of the new keys.</summary>
    public string ReplacedRowsSql(string tableSql) =>
        $"SELECT * FROM ({tableSql}) {Existing} SEMI JOIN {NewKeys} {Incoming} ON {SameKey}";

    /// <summary>Gathers the rows of a table that have one of the new keys, so that they are looked for once.</summary>
    public Task GatherReplacedAsync(string tableSql, CancellationToken cancellationToken) => connection.ExecuteAsync(
        $"CREATE OR REPLACE TEMP TABLE {Replaced} AS {ReplacedRowsSql(tableSql)}", cancellationToken);

    /// <summary>SELECT of the rows gathered.</summary>
    public static string GatheredRowsSql => $"SELECT * FROM {Replaced}";

    /// <summary>SELECT of the rows gathered whose key one of the new rows has.</summary>
    public string UpdatedRowsSql(string newRowsSql) =>
        $"SELECT * FROM {Replaced} {Existing} SEMI JOIN ({newRowsSql}) {Incoming} ON {SameKey}";

    /// <summary>SELECT of the rows gathered whose key none of the new rows has.</summary>
    public string DeletedRowsSql(string newRowsSql) =>
        $"SELECT * FROM {Replaced} {Existing} ANTI JOIN ({newRowsSql}) {Incoming} ON {SameKey}";

    /// <summary>SELECT of those of the new rows whose key a gathered row has.</summary>
    public string UpdatingRowsSql(string newRowsSql) =>
        $"SELECT * FROM ({newRowsSql}) {Incoming} SEMI JOIN {Replaced} {Existing} ON {SameKey}";

    /// <summary>SELECT of those of the new rows whose key no gathered row has.</summary>
    public string InsertedRowsSql(string newRowsSql) =>
        $"SELECT * FROM ({newRowsSql}) {Incoming} ANTI JOIN {Replaced} {Existing} ON {SameKey}";

    /// <summary>A key that comes more than once among the new rows, as text; null when all are unique.</summary>
    public async Task<string?> FindRepeatedKeyAsync(CancellationToken cancellationToken)
    {
        IEnumerable<string> values = keys.Select(key => $"{SqlText.Identifier(key)} := {SqlText.Identifier(key)}");
        object? repeated = await connection.ScalarAsync(
            $"SELECT CAST(struct_pack({SqlText.List(values)}) AS VARCHAR) FROM {NewKeys} WHERE {Repeats} > 1 LIMIT 1",
            cancellationToken);
        return (string?)repeated;
    }

    /// <summary>The files that hold at least one of the new keys, with the number of such rows.</summary>
    /// <param name="snapshot">The table.</param>
    /// <param name="scan">SELECT of the rows of files, with their path in a column of the given name.</param>
    /// <param name="pathOf">The path of a file as that column has it.</param>
    /// <param name="cancellationToken">Interrupts the search.</param>
    public async Task<IReadOnlyList<(DataFile File, long Rows)>> FindAffectedAsync(
        TableSnapshot snapshot,
        Func<IReadOnlyList<DataFile>, string, Task<string>> scan,
        Func<DataFile, string> pathOf,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<DataFile> candidates =
            FilePruning.Prune(snapshot, [await KeyRangesAsync(cancellationToken)]);
        if (candidates.Count == 0)
        {
            return [];
        }

        string path = FreeName(snapshot, "tarn_path");
        IReadOnlyList<object?[]> found = await connection.QueryAllAsync(
            $"SELECT {SqlText.Identifier(path)}, count(*) FROM ({ReplacedRowsSql(await scan(candidates, path))}) "
            + $"GROUP BY {SqlText.Identifier(path)}",
            cancellationToken);
        Dictionary<string, long> rows = found.ToDictionary(
            row => (string)row[0]!, row => Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
        return
        [
            .. candidates.Where(file => rows.ContainsKey(pathOf(file))).Select(file => (file, rows[pathOf(file)])),
        ];
    }

    /// <summary>A name that no column of the table has.</summary>
    public static string FreeName(TableSnapshot snapshot, string name)
    {
        while (snapshot.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>
    /// For each key column the range of the new values; a column with a null among them restricts nothing.
    /// </summary>
    private async Task<IReadOnlyList<ColumnPredicate>> KeyRangesAsync(CancellationToken cancellationToken)
    {
        IEnumerable<string> columns = keys.Select(SqlText.Identifier)
            .Select(key => $"min({key}), max({key}), count(*) - count({key})");
        object?[] row = (await connection.QueryAllAsync(
            $"SELECT {SqlText.List(columns)} FROM {NewKeys}", cancellationToken))[0];
        List<ColumnPredicate> ranges = [];
        for (int i = 0; i < keys.Count; i++)
        {
            object? min = row[3 * i];
            object? max = row[(3 * i) + 1];
            bool anyNull = Convert.ToInt64(row[(3 * i) + 2], CultureInfo.InvariantCulture) > 0;
            if (min is not null && max is not null && !anyNull)
            {
                ranges.Add(new ColumnPredicate(keys[i], PredicateOperator.GreaterOrEqual, [min]));
                ranges.Add(new ColumnPredicate(keys[i], PredicateOperator.LessOrEqual, [max]));
            }
        }

        return ranges;
    }
}

using System.Globalization;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Tables;

namespace Tarn.Jobs.Execution;

/// <summary>
/// Finds which files of a table hold rows with the keys of the new rows (merge, delete_insert). Files are looked at
/// only when partition values and statistics leave a chance, and only their key columns are read.
/// </summary>
/// <param name="connection">The step's connection.</param>
/// <param name="keys">Columns of the unique key.</param>
/// <param name="newRowsSql">SELECT of the new rows.</param>
internal sealed class RowReplacement(DuckConnection connection, IReadOnlyList<string> keys, string newRowsSql)
{
    private const string Existing = "existing";
    private const string Incoming = "incoming";

    private string KeyList => string.Join(", ", keys.Select(SqlText.Identifier));

    private string SameKey => string.Join(" AND ", keys.Select(key =>
        $"{Existing}.{SqlText.Identifier(key)} IS NOT DISTINCT FROM {Incoming}.{SqlText.Identifier(key)}"));

    /// <summary>SELECT of the rows of a table that have none of the new keys.</summary>
    public string KeptRowsSql(string tableSql) =>
        $"SELECT * FROM ({tableSql}) {Existing} ANTI JOIN ({newRowsSql}) {Incoming} ON {SameKey}";

    /// <summary>A key that comes more than once among the new rows, as text; null when all are unique.</summary>
    public async Task<string?> FindRepeatedKeyAsync(CancellationToken cancellationToken)
    {
        string fields = string.Join(", ", keys.Select(key => $"{Name(key)} := {Name(key)}"));
        object? repeated = await connection.ScalarAsync(
            $"SELECT CAST(struct_pack({fields}) AS VARCHAR) "
            + $"FROM ({newRowsSql}) GROUP BY {KeyList} HAVING count(*) > 1 LIMIT 1",
            cancellationToken);
        return (string?)repeated;
    }

    /// <summary>The files that hold at least one of the new keys.</summary>
    /// <param name="snapshot">The table.</param>
    /// <param name="fileSql">SELECT of one file's rows.</param>
    /// <param name="cancellationToken">Interrupts the search.</param>
    public async Task<IReadOnlyList<DataFile>> FindAffectedAsync(
        TableSnapshot snapshot, Func<DataFile, Task<string>> fileSql, CancellationToken cancellationToken)
    {
        List<DataFile> affected = [];
        foreach (DataFile file in FilePruning.Prune(snapshot, [await KeyRangesAsync(cancellationToken)]))
        {
            object? found = await connection.ScalarAsync(
                $"SELECT count(*) FROM (SELECT 1 FROM ({await fileSql(file)}) {Existing} "
                + $"SEMI JOIN ({newRowsSql}) {Incoming} ON {SameKey} LIMIT 1)",
                cancellationToken);
            if (Convert.ToInt64(found, CultureInfo.InvariantCulture) > 0)
            {
                affected.Add(file);
            }
        }

        return affected;
    }

    private static string Name(string column) => SqlText.Identifier(column);

    /// <summary>
    /// For each key column the range of the new values; a column with a null among them restricts nothing.
    /// </summary>
    private async Task<IReadOnlyList<ColumnPredicate>> KeyRangesAsync(CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", keys.Select(key =>
            $"min({Name(key)}), max({Name(key)}), count(*) - count({Name(key)})"));
        object?[] row = (await connection.QueryAllAsync($"SELECT {columns} FROM ({newRowsSql})", cancellationToken))[0];
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

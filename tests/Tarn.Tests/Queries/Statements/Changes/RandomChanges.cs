namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>
/// Random statements over a table (id, g, n, v) that mean the same to Athena and to DuckDB. The table is called as the
/// caller says.
/// </summary>
internal sealed class RandomChanges(Random random)
{
    public const string Columns = "id, g, n, v";

    /// <summary>Rows to begin with: some values come often, some are null.</summary>
    public const string Rows = "SELECT CAST(i AS INTEGER) AS id, "
        + "CASE WHEN i % 7 = 3 THEN NULL ELSE 'g' || (i % 4) END AS g, "
        + "CASE WHEN i % 5 = 1 THEN NULL ELSE CAST(i * 7 % 23 AS INTEGER) END AS n, "
        + "'v' || (i % 11) AS v FROM range(120) r(i)";

    public string Next(string table) => random.Next(3) switch
    {
        0 => $"DELETE FROM {table}{Where(5)}",
        1 => $"UPDATE {table} SET {Values("")}{Where(2)}",
        _ => Merge(table),
    };

    private string Merge(string table)
    {
        // Each id once, so that no row of the table belongs to two.
        int start = random.Next(150);
        string source = $"(SELECT CAST(i AS INTEGER) AS id, 'g' || (i % 5) AS g, CAST(i % 13 AS INTEGER) AS n, "
            + "CASE WHEN i % 4 = 0 THEN NULL ELSE 's' || i END AS v "
            + $"FROM range({start}, {start + random.Next(30)}) r(i))";
        string also = random.Next(3) == 0 ? $" AND {Condition("x.")}" : "";
        string clauses = string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Clause(isLast: false)));
        clauses += Clause(isLast: true);
        return $"MERGE INTO {table} AS x USING {source} AS s ON x.id = s.id{also}{clauses}";
    }

    /// <param name="isLast">Only the last may do without a condition: DuckDB wants none behind such.</param>
    private string Clause(bool isLast)
    {
        bool isMatched = random.Next(2) == 0;
        string condition = !isLast || random.Next(2) == 0 ? $" AND {Condition("s.")}" : "";
        return isMatched
            ? $" WHEN MATCHED{condition} THEN {(random.Next(3) == 0 ? "DELETE" : $"UPDATE SET {Values("s.")}")}"
            : $" WHEN NOT MATCHED{condition} THEN INSERT "
                + (random.Next(2) == 0
                    ? "(id, n) VALUES (s.id, s.n + 1)"
                    : $"({Columns}) VALUES (s.id, s.g, s.n, s.v)");
    }

    private string Where(int often) => random.Next(12) == 0 ? "" : $" WHERE {Condition("")}{Narrow(often)}";

    private string Narrow(int often) => random.Next(often) == 0 ? "" : $" AND {Condition("")}";

    /// <param name="from">The relation that values come from, with a point; empty is the table itself.</param>
    private string Values(string from) => random.Next(5) switch
    {
        0 => $"n = {from}n + {random.Next(5)}",
        1 => $"v = {from}g || 'x', n = NULL",
        2 => $"g = {from}v",
        3 => $"g = 'g{random.Next(4)}', v = coalesce({from}v, 'none')",
        _ => $"n = CASE WHEN {from}n > 9 THEN 1 ELSE {from}id END",
    };

    private string Condition(string from) => random.Next(9) switch
    {
        0 => $"{from}id % {2 + random.Next(6)} = 1",
        1 => $"{from}g = 'g{random.Next(5)}'",
        2 => $"{from}n > {random.Next(25)}",
        3 => $"{from}n IS NULL",
        4 => $"{from}g IN ('g0', 'g{random.Next(5)}', NULL)",
        5 => $"NOT ({from}n < {random.Next(20)})",
        6 => $"({from}id BETWEEN {random.Next(60)} AND {random.Next(160)} OR {from}v IS NULL)",
        7 => $"{from}v LIKE 'v1%'",
        _ => $"{from}id >= {random.Next(120)}",
    };
}

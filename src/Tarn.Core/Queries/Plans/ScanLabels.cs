using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Plans;

/// <summary>
/// The engine's plans name neither views nor files, only the columns that a scan reads. So that a plan can be told in
/// names of the catalog, these columns get names with the table in them.
/// </summary>
internal static class ScanLabels
{
    /// <summary>Between the table and the column; no name of a table has it.</summary>
    public const char Mark = '\u241f';

    private static readonly string[] Scans = ["read_parquet", "read_csv", "read_json", FedRows.Function];

    /// <summary>Columns that the engine has of each file; they are not among those of a star.</summary>
    private static readonly string[] Virtual = ["filename", "file_index", "file_row_number"];

    /// <summary>The SELECT with labels in each of its scans.</summary>
    /// <param name="connection">Tells the columns of files.</param>
    /// <param name="table">The name that the SELECT is to have.</param>
    /// <param name="sql">SELECT over files.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public static async Task<string> AddAsync(
        DuckConnection connection, TableName table, string sql, CancellationToken cancellationToken)
    {
        IReadOnlyList<SqlToken> tokens = SqlTokens.Read(sql);
        string labelled = sql;
        for (int i = tokens.Count - 2; i >= 0; i--)
        {
            if (Scans.Any(scan => tokens[i].Is(sql, scan)) && tokens[i + 1].Is(sql, "("))
            {
                int start = tokens[i].Start;
                int end = EndOf(tokens, i + 1, sql);
                string scan = await LabelAsync(connection, table, sql[start..end], sql, cancellationToken);
                labelled = labelled[..start] + scan + labelled[end..];
            }
        }

        return labelled;
    }

    private static async Task<string> LabelAsync(
        DuckConnection connection, TableName table, string scan, string sql, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows =
            await connection.QueryAllAsync($"DESCRIBE SELECT * FROM {scan}", cancellationToken);
        string[] names = [.. rows.Select(row => (string)row[0]!)];
        string[] labels = [.. names.Select(name => SqlText.Identifier($"{table}{Mark}{name}"))];
        IEnumerable<string> columns = names.Zip(labels, (name, label) => $"{label} AS {SqlText.Identifier(name)}")
            .Concat(Virtual.Where(name =>
                sql.Contains(name, StringComparison.Ordinal)
                && !names.Contains(name, StringComparer.OrdinalIgnoreCase)));
        return $"(SELECT {SqlText.List(columns)} FROM {scan} AS tarn_scan({SqlText.List(labels)}))";
    }

    private static int EndOf(IReadOnlyList<SqlToken> tokens, int open, string sql)
    {
        int depth = 0;
        for (int i = open; i < tokens.Count; i++)
        {
            depth += tokens[i].Is(sql, "(") ? 1 : tokens[i].Is(sql, ")") ? -1 : 0;
            if (depth == 0)
            {
                return tokens[i].End;
            }
        }

        return sql.Length;
    }
}

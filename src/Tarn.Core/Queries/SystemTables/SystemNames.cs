using Tarn.Engine.Parsing;

namespace Tarn.Queries.SystemTables;

/// <summary>
/// The names of system tables in SQL. The engine has a catalog called <c>system</c> itself, so the word is overwritten
/// by another of the same length before the engine sees it.
/// </summary>
public static class SystemNames
{
    /// <summary>What the schema is called for the engine.</summary>
    internal const string Schema = "syst_m";

    private const string Word = "system";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "bookmarks", "checks", "columns", "events", "files", "history", "lineage", "partitions", "rejected_files",
        "runs", "tables", "workflow_runs",
    ];

    /// <summary>Whether <c>database.table</c>, in lower case, is the name of a system table.</summary>
    public static bool Contains(string database, string table) => database == Word && All.Contains(table);

    internal static string TakeOut(string sql)
    {
        if (!sql.Contains(Word, StringComparison.OrdinalIgnoreCase))
        {
            return sql;
        }

        IReadOnlyList<SqlToken> tokens = SqlTokens.Read(sql);
        char[] text = sql.ToCharArray();
        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            bool isQualifier = tokens[i].Is(sql, Word) && tokens[i + 1].Is(sql, ".")
                && (i == 0 || !tokens[i - 1].Is(sql, "."));
            string name = tokens[i + 2].Text(sql).Trim('"').ToString();
            if (isQualifier && All.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Schema.CopyTo(text.AsSpan(tokens[i].Start));
            }
        }

        return new string(text);
    }
}

namespace Tarn.Queries;

/// <summary>
/// The place in a statement that reads which rows of a table changed: <c>table_changes('db.table', from, to)</c>.
/// </summary>
/// <param name="From">SQL of the first version or moment.</param>
/// <param name="To">SQL of the last; null is the newest.</param>
internal sealed record ChangesClause(string Table, string Schema, string From, string? To, int Position)
    : TableClause(Table, Schema, Position)
{
    /// <summary>What the table is called in the text for the engine.</summary>
    public const string Name = "table_changes";

    /// <summary>SELECT of a version's number or a moment, as text.</summary>
    public static string ToSql(string expression) =>
        $"""
        SELECT CASE WHEN typeof(x) LIKE 'TIMESTAMP%' OR typeof(x) = 'DATE'
            THEN strftime(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMPTZ) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')
            ELSE CAST(x AS VARCHAR) END
        FROM (SELECT ({expression}
        ) AS x)
        """;
}

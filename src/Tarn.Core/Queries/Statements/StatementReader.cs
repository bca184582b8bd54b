using Tarn.Common;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements.Changes;

namespace Tarn.Queries.Statements;

/// <summary>
/// Tells by its first words which statement of Athena's a text is, and reads it. What is not known here is left for the
/// engine to judge.
/// </summary>
public static class StatementReader
{
    private static readonly string[] NotBuilt =
    [
        "PREPARE", "EXECUTE", "DEALLOCATE", "OPTIMIZE",
        "VACUUM", "TRUNCATE", "GRANT", "REVOKE",
    ];

    /// <param name="sql">One statement in Athena's dialect.</param>
    /// <param name="limits">Of the size and depth of its text.</param>
    /// <exception cref="StatementException"><c>TN3011</c>: the text is too large; else as without limits.</exception>
    public static Statement Read(string sql, QueryLimits limits) => Read(sql, limits, database: null);

    /// <param name="database">Of names of tables that say none; null: all must.</param>
    public static Statement Read(string sql, QueryLimits limits, string? database)
    {
        limits.CheckText(sql);
        return Read(new StatementCursor(sql) { DefaultDatabase = database });
    }

    /// <param name="sql">One statement in Athena's dialect.</param>
    /// <exception cref="StatementException">
    /// <c>TN2007</c>: a syntax error; <c>TN3005</c>: a statement or clause that Tarn does not have; <c>TN5011</c>: a
    /// bad name.
    /// </exception>
    public static Statement Read(string sql) => Read(new StatementCursor(sql));

    private static Statement Read(StatementCursor cursor)
    {
        Statement statement = ReadStart(cursor);
        bool endsWithQuery = statement is Statement.Query or Statement.CreateView or Statement.CreateTableAs
            or Statement.Insert or Statement.Explain;
        if (!endsWithQuery)
        {
            cursor.TakeEnd();
        }

        return statement;
    }

    /// <summary>The error for a statement of Athena's that Tarn does not have.</summary>
    internal static StatementException IsNotBuilt(string statement, int position, string? hint = null) => new(
        ErrorCodes.StatementNotAllowed, $"NOT_SUPPORTED: Tarn does not run {statement} statements", position, hint);

    /// <summary>The statement that begins here; a query is not taken, nor what is behind others.</summary>
    internal static Statement ReadStart(StatementCursor cursor)
    {
        int start = cursor.Position;
        if (cursor.TryTake("SHOW"))
        {
            return ShowReader.Read(cursor);
        }

        if (cursor.TryTake("DESCRIBE") || cursor.TryTake("DESC"))
        {
            return ShowReader.ReadDescribe(cursor);
        }

        if (cursor.TryTake("EXPLAIN"))
        {
            return ExplainReader.Read(cursor);
        }

        if (cursor.TryTake("CREATE"))
        {
            return CreateReader.Read(cursor);
        }

        if (cursor.TryTake("ALTER"))
        {
            return AlterReader.Read(cursor, start);
        }

        if (cursor.TryTake("DROP"))
        {
            return AlterReader.ReadDrop(cursor);
        }

        if (cursor.TryTake("MSCK REPAIR TABLE"))
        {
            return new Statement.Repair(cursor.TakeTableName());
        }

        if (cursor.TryTake("INSERT INTO"))
        {
            return WriteReader.ReadInsert(cursor);
        }

        if (cursor.TryTake("DELETE FROM"))
        {
            return ChangeReader.ReadDelete(cursor);
        }

        if (cursor.TryTake("UPDATE"))
        {
            return ChangeReader.ReadUpdate(cursor);
        }

        if (cursor.TryTake("MERGE INTO"))
        {
            return MergeReader.Read(cursor);
        }

        if (cursor.TryTake("UNLOAD"))
        {
            return WriteReader.ReadUnload(cursor);
        }

        string? missing = NotBuilt.FirstOrDefault(word => cursor.IsNext(word));
        return missing is null
            ? new Statement.Query()
            : throw IsNotBuilt(missing, start);
    }
}

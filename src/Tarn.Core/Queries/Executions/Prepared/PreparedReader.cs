using Tarn.Queries.Limits;
using Tarn.Queries.Statements;

namespace Tarn.Queries.Executions.Prepared;

/// <summary>Reads PREPARE, EXECUTE and DEALLOCATE PREPARE.</summary>
internal static class PreparedReader
{
    /// <returns>Null when the text begins like none of them.</returns>
    /// <exception cref="StatementException"><c>TN2007</c>: a syntax error; <c>TN3011</c>: too large.</exception>
    public static PreparedCommand? Read(string sql, QueryLimits limits)
    {
        limits.CheckText(sql);
        StatementCursor cursor = new(sql);
        if (cursor.TryTake("PREPARE"))
        {
            string name = cursor.TakeExactName();
            cursor.Take("FROM");
            return new PreparedCommand.Prepare(name, new EmbeddedQuery(cursor.Rest, cursor.Position));
        }

        if (cursor.TryTake("EXECUTE"))
        {
            PreparedCommand.Execute execute = new(cursor.TakeExactName(), [.. ReadValues(cursor)]);
            cursor.TakeEnd();
            return execute;
        }

        if (cursor.TryTake("DEALLOCATE PREPARE"))
        {
            PreparedCommand.Deallocate deallocate = new(cursor.TakeExactName());
            cursor.TakeEnd();
            return deallocate;
        }

        return null;
    }

    private static IEnumerable<string> ReadValues(StatementCursor cursor)
    {
        if (!cursor.TryTake("USING"))
        {
            yield break;
        }

        do
        {
            yield return cursor.TakeFragment(",").Sql;
        }
        while (cursor.TryTake(","));
    }
}

using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>
/// <c>json_query(input, path [PASSING …] [RETURNING type] [{WITH [CONDITIONAL] | WITHOUT} ARRAY WRAPPER]
/// [{KEEP | OMIT} QUOTES] [{NULL | ERROR | EMPTY ARRAY | EMPTY OBJECT} ON EMPTY] [… ON ERROR])</c>
/// </summary>
internal sealed record JsonQueryRule() : CallRule("json_query", 2, byte.MaxValue)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        PathCall call = new(rewriter, site);
        Returning returning = Returning.Read(rewriter, call.Cursor);
        string wrapper = ReadWrapper(call.Cursor);
        string quotes = ReadQuotes(call.Cursor);
        if (quotes == "omit" && wrapper != "without")
        {
            throw call.Cursor.Unexpected("no OMIT QUOTES together with WITH ARRAY WRAPPER");
        }

        string onEmpty = ReadBehavior(call.Cursor, "EMPTY");
        string onError = ReadBehavior(call.Cursor, "ERROR");
        call.Cursor.ExpectEnd();
        returning.Write(rewriter, site.Place, () =>
            call.Write(rewriter, "tarn_json_query", $"{wrapper} {quotes} {onEmpty} {onError}"));
    }

    private static string ReadWrapper(ClauseCursor cursor)
    {
        string wrapper = "without";
        if (cursor.TryTake("WITHOUT"))
        {
            cursor.TryTake("ARRAY");
            cursor.Expect("WRAPPER");
        }
        else if (cursor.TryTake("WITH"))
        {
            wrapper = cursor.TryTake("CONDITIONAL") ? "conditional" : "with";
            cursor.TryTake("UNCONDITIONAL");
            cursor.TryTake("ARRAY");
            cursor.Expect("WRAPPER");
        }

        return wrapper;
    }

    private static string ReadQuotes(ClauseCursor cursor)
    {
        bool omits = cursor.TryTake("OMIT");
        if (omits || cursor.TryTake("KEEP"))
        {
            cursor.Expect("QUOTES");
            cursor.TryTake("ON", "SCALAR", "STRING");
        }

        return omits ? "omit" : "keep";
    }

    private static string ReadBehavior(ClauseCursor cursor, string condition)
    {
        cursor.TryTake("NULL", "ON", condition);
        return cursor.TryTake("ERROR", "ON", condition) ? "error"
            : cursor.TryTake("EMPTY", "ARRAY", "ON", condition) ? "array"
            : cursor.TryTake("EMPTY", "OBJECT", "ON", condition) ? "object"
            : cursor.TryTake("EMPTY", "ON", condition) ? "array"
            : "null";
    }
}

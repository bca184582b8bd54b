using Tarn.Engine.Parsing;

namespace Tarn.Queries.Limits;

/// <summary>
/// How deep a text nests, told from its tokens: a parser that goes too deep takes the process with it. Set operations
/// in a row count too, as each holds the ones before it.
/// </summary>
internal static class NestingDepth
{
    /// <summary>Where the text first nests deeper than allowed; null when it does not.</summary>
    public static int? FindDeeper(string sql, int depthMax)
    {
        Stack<int> outer = [];
        int depth = 0;
        foreach (SqlToken token in SqlTokens.Read(sql))
        {
            if (Opens(sql, token))
            {
                outer.Push(depth++);
            }
            else if (Closes(sql, token))
            {
                depth = outer.TryPop(out int before) ? before : 0;
            }
            else if (IsSetOperation(sql, token))
            {
                depth++;
            }

            if (depth > depthMax)
            {
                return token.Start;
            }
        }

        return null;
    }

    private static bool Opens(string sql, SqlToken token) =>
        token.Is(sql, "(") || token.Is(sql, "[") || token.Is(sql, "{");

    private static bool Closes(string sql, SqlToken token) =>
        token.Is(sql, ")") || token.Is(sql, "]") || token.Is(sql, "}");

    private static bool IsSetOperation(string sql, SqlToken token) =>
        token.Is(sql, "UNION") || token.Is(sql, "EXCEPT") || token.Is(sql, "INTERSECT");
}

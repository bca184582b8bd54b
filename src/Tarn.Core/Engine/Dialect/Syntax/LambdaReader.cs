using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>Tells lambdas from the engine's own arrow, which takes a value out of JSON.</summary>
internal static class LambdaReader
{
    /// <summary>The names in <c>(x, y)</c> before an arrow; null when the brackets hold something else.</summary>
    public static IReadOnlyList<SqlToken>? ParametersOf(SqlNode.Bracketed bracketed)
    {
        List<SqlToken> names = [];
        foreach (SqlNode.Run item in bracketed.Items)
        {
            if (item.Nodes is not [SqlNode.Name { Tokens: [SqlToken name] }])
            {
                return null;
            }

            names.Add(name);
        }

        return bracketed.Open == '(' ? names : null;
    }

    /// <summary>
    /// Whether the arrow here begins the body of a lambda: after the engine's arrow comes a text or a number and then
    /// the expression is over, or goes on with another arrow.
    /// </summary>
    public static bool MayBegin(TokenCursor cursor)
    {
        const int arrow = 2;
        return !cursor.IsOperator("->>")
            && !(cursor.IsKind(SqlTokenKind.Text, arrow) && !cursor.IsOperator("||", arrow + 1));
    }
}

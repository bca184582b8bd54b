using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>Reads <c>INTERVAL [+|-] 'text' unit [TO unit]</c>.</summary>
internal static class IntervalReader
{
    public static bool IsAt(TokenCursor cursor) =>
        cursor.Is("interval") && cursor.IsKind(SqlTokenKind.Text, SignLength(cursor, 1) + 1);

    public static SqlNode.Interval Read(TokenCursor cursor)
    {
        int length = 2 + SignLength(cursor, 1);
        if (cursor.IsKind(SqlTokenKind.Word, length) && !cursor.IsReserved(length))
        {
            length += cursor.Is("to", length + 1) ? 3 : 1;
        }

        List<SqlToken> tokens = [];
        for (int i = 0; i < length && !cursor.AtEnd; i++)
        {
            tokens.Add(cursor.Take());
        }

        return new SqlNode.Interval(tokens);
    }

    private static int SignLength(TokenCursor cursor, int ahead) =>
        cursor.Is("-", ahead) || cursor.Is("+", ahead) ? 1 : 0;
}

using System.Collections.Frozen;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>Reads <c>INTERVAL [+|-] 'text' [unit [TO unit]]</c>.</summary>
internal static class IntervalLiteral
{
    private static readonly FrozenSet<string> Units = new[]
    {
        "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND",
        "YEARS", "QUARTERS", "MONTHS", "WEEKS", "DAYS", "HOURS", "MINUTES", "SECONDS", "MILLISECONDS",
        "MICROSECONDS",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The literal that begins here; null, and nothing is taken, when none does.</summary>
    public static SqlNode.IntervalText? Read(TokenCursor cursor)
    {
        int sign = cursor.Is("-", 1) || cursor.Is("+", 1) ? 1 : 0;
        if (!cursor.Is("interval") || !cursor.IsKind(SqlTokenKind.Text, 1 + sign))
        {
            return null;
        }

        SqlToken word = cursor.Take();
        bool isNegative = sign > 0 && cursor.TextOf(cursor.Take()) == "-";
        SqlToken text = cursor.Take();
        string unit = "";
        string lastUnit = "";
        int end = text.End;
        if (IsUnit(cursor, 0))
        {
            lastUnit = unit = Take();
            if (cursor.Is("to") && IsUnit(cursor, 1))
            {
                cursor.Take();
                lastUnit = Take();
            }
        }

        return new SqlNode.IntervalText(word, isNegative, text, unit, lastUnit, end);

        string Take()
        {
            SqlToken token = cursor.Take();
            end = token.End;
            return cursor.TextOf(token).ToUpperInvariant();
        }
    }

    private static bool IsUnit(TokenCursor cursor, int ahead) =>
        cursor.IsKind(SqlTokenKind.Word, ahead) && Units.Contains(cursor.TextOf(cursor.Ahead(ahead)));
}

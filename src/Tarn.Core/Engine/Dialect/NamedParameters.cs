using System.Text;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect;

/// <summary>
/// Finds <c>:name</c> and <c>$name</c> in SQL. A colon makes one where a value may begin, its name right behind it and
/// no word right before it: not in <c>::type</c>, <c>alias:value</c>, <c>list[:end]</c>, quotes and comments.
/// </summary>
internal static class NamedParameters
{
    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<NamedParameter> Find(string sql)
    {
        if (sql.AsSpan().IndexOfAny(":$") < 0)
        {
            return [];
        }

        List<NamedParameter> found = [];
        Stack<bool> slices = new();
        TokenCursor cursor = new(sql);
        SqlToken? before = null;
        while (!cursor.AtEnd)
        {
            bool isSlice = before is { } last && last.Is(sql, "[") && slices.TryPeek(out bool opened) && opened;
            Follow(cursor, slices);
            if (cursor.IsOperator("::"))
            {
                cursor.Take();
            }
            else if (cursor.IsKind(SqlTokenKind.Parameter))
            {
                SqlToken mark = cursor.Current;
                found.Add(new NamedParameter(cursor.TextOf(mark)[1..], mark.Start, mark.Length));
            }
            else if (!isSlice && BeginsOne(cursor, sql, before))
            {
                int start = cursor.Take().Start;
                found.Add(new NamedParameter(
                    cursor.TextOf(cursor.Current), start, cursor.Current.End - start));
            }

            before = cursor.Take();
        }

        return found;
    }

    /// <summary>The text with <c>$name</c> for <c>:name</c>, which is as long, so that places stay.</summary>
    public static string WithDollars(string sql, IEnumerable<NamedParameter> parameters)
    {
        StringBuilder text = new(sql);
        foreach (NamedParameter parameter in parameters)
        {
            text[parameter.Position] = '$';
        }

        return text.ToString();
    }

    /// <summary>A bracket behind a value is of a subscript or a slice, another one of a list.</summary>
    private static void Follow(TokenCursor cursor, Stack<bool> slices)
    {
        if (cursor.Is("["))
        {
            slices.Push(cursor.FollowsValue() && !cursor.Is("array", -1));
        }
        else if (cursor.Is("]"))
        {
            slices.TryPop(out _);
        }
    }

    private static bool BeginsOne(TokenCursor cursor, string sql, SqlToken? before) =>
        cursor.Is(":")
        && cursor.IsAdjacent()
        && cursor.IsKind(SqlTokenKind.Word, 1)
        && IsName(sql[cursor.Current.End])
        && !cursor.FollowsValue()
        && !(before is { Kind: SqlTokenKind.Word } word && word.End == cursor.Position);

    private static bool IsName(char first) => char.IsAsciiLetter(first) || first == '_';
}

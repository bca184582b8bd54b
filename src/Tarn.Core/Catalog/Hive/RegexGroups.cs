using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Hive;

/// <summary>A regular expression whose groups are columns, as a grok pattern that names them.</summary>
internal static class RegexGroups
{
    /// <exception cref="TarnException"><c>TN5011</c>: groups in groups, or not one for each column.</exception>
    public static GrokFormat ToGrok(string expression, IReadOnlyList<string> columns)
    {
        StringBuilder pattern = new();
        Dictionary<string, string> bodies = [];
        int position = 0;
        while (position < expression.Length)
        {
            int length = PieceLength(expression, position);
            if (!IsGroup(expression, position))
            {
                pattern.Append(expression, position, length);
                position += length;
                continue;
            }

            int end = EndOfGroup(expression, position);
            string name = $"GROUP{bodies.Count}";
            string column = columns.ElementAtOrDefault(bodies.Count) ?? throw Bad(expression, columns);
            bodies[name] = expression[(position + 1)..end];
            pattern.Append("%{").Append(name).Append(':').Append(column).Append('}');
            position = end + 1;
        }

        return bodies.Count == columns.Count
            ? new GrokFormat(pattern.ToString()) { CustomPatterns = bodies }
            : throw Bad(expression, columns);
    }

    /// <summary>Offset of the parenthesis that closes the group.</summary>
    private static int EndOfGroup(string expression, int start)
    {
        int depth = 1;
        int position = start + 1;
        while (position < expression.Length)
        {
            if (IsGroup(expression, position))
            {
                throw new TarnException(
                    ErrorCodes.BadEntry, $"expression '{expression}' has a group inside of a group, at {position + 1}")
                {
                    Hint = "write '(?:' for groups that are no columns",
                };
            }

            depth += expression[position] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return position;
            }

            position += PieceLength(expression, position);
        }

        throw new TarnException(ErrorCodes.BadEntry, $"expression '{expression}' has a '(' without its ')'");
    }

    private static bool IsGroup(string expression, int position) =>
        expression[position] == '(' && !(position + 1 < expression.Length && expression[position + 1] == '?');

    /// <summary>An escape and a class of characters are one piece.</summary>
    private static int PieceLength(string expression, int position)
    {
        if (expression[position] == '\\')
        {
            return Math.Min(2, expression.Length - position);
        }

        if (expression[position] != '[')
        {
            return 1;
        }

        int end = position + 1;
        end += end < expression.Length && expression[end] == '^' ? 1 : 0;
        end += end < expression.Length && expression[end] == ']' ? 1 : 0;
        while (end < expression.Length && expression[end] != ']')
        {
            end += expression[end] == '\\' ? 2 : 1;
        }

        return Math.Min(end + 1, expression.Length) - position;
    }

    private static TarnException Bad(string expression, IReadOnlyList<string> columns) => new(
        ErrorCodes.BadEntry, $"expression '{expression}' must have one group for each of {columns.Count} columns")
    {
        Hint = "write '(?:' for groups that are no columns",
    };
}

using System.Collections.Frozen;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>Types that may stand before a text to make a literal of it.</summary>
internal static class TypedLiteral
{
    private const string Names = """
        bigint boolean char date decimal double int integer ipaddress json real smallint time timestamp tinyint
        uuid varbinary varchar x
        """;

    private static readonly FrozenSet<string> Types =
        Names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type, in upper case, when a typed literal begins here.</summary>
    public static string? TypeAt(TokenCursor cursor)
    {
        if (!cursor.IsKind(SqlTokenKind.Word) || !cursor.IsKind(SqlTokenKind.Text, 1))
        {
            return null;
        }

        string word = cursor.TextOf(cursor.Current);
        bool isBinary = word.Equals("x", StringComparison.OrdinalIgnoreCase);
        return Types.Contains(word) && (!isBinary || cursor.IsAdjacent()) ? word.ToUpperInvariant() : null;
    }
}

using System.Collections.Frozen;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>Words that cannot be the name of a column or function, so that no expression begins with one.</summary>
internal static class ReservedWords
{
    private const string Words = """
        all and any as asc between by cross current desc distinct else end escape except exclude exists fetch
        following for from full group groups having ilike in inner intersect into is isnull join lateral like
        limit natural not notnull nulls offset on or order outer over partition passing preceding qualify range
        recursive returning right rows select set similar some table tablesample then unbounded union using values
        when where window with within
        """;

    private static readonly FrozenSet<string> Reserved =
        Words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string word) => Reserved.Contains(word);
}

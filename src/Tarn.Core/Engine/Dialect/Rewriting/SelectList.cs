using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// Expressions under SELECT that have no name: Athena calls their columns <c>_col0</c>, <c>_col1</c>, … by place, the
/// engine by their text.
/// </summary>
internal static class SelectList
{
    private static readonly string[] Ends =
    [
        "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "UNION", "EXCEPT", "INTERSECT",
        "WINDOW", "QUALIFY", "INTO", "USING", ")", ";",
    ];

    private static readonly string[] Constants =
    [
        "NULL", "TRUE", "FALSE", "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
        "current_user", "current_catalog", "current_schema",
    ];

    private const StringComparison IgnoringCase = StringComparison.OrdinalIgnoreCase;

    private static readonly IReadOnlyDictionary<int, string> None = new Dictionary<int, string>();

    /// <summary>Names of the columns without one, by the index of the last node of their expression.</summary>
    public static IReadOnlyDictionary<int, string> NamesIn(SqlNode.Run run, string source, UnnamedColumns names)
    {
        Dictionary<int, string>? found = null;
        for (int i = 0; i < run.Nodes.Count; i++)
        {
            if (IsWord(run.Nodes[i], source, "SELECT"))
            {
                found ??= [];
                i = Find(run.Nodes, i + 1, source, names, found) - 1;
            }
        }

        return found ?? None;
    }

    /// <returns>The index of the node that ends the list.</returns>
    private static int Find(
        IReadOnlyList<SqlNode> nodes, int start, string source, UnnamedColumns names, Dictionary<int, string> found)
    {
        start = SkipQuantifier(nodes, start, source);
        bool isAfterStar = false;
        for (int place = 0; ; place++)
        {
            int end = start;
            while (end < nodes.Count && !IsWord(nodes[end], source, ",") && !IsEnd(nodes, end, source))
            {
                end++;
            }

            SqlNode[] item = [.. nodes.Take(end).Skip(start)];
            bool isStar = IsStar(item, source);
            isAfterStar |= isStar;
            if (!isStar && !HasName(item, source) && IsWhole(item[^1], source))
            {
                found[end - 1] = names.NameOf(item[0].Start, place, isAfterStar);
            }

            if (end == nodes.Count || !IsWord(nodes[end], source, ","))
            {
                return end;
            }

            start = end + 1;
        }
    }

    private static int SkipQuantifier(IReadOnlyList<SqlNode> nodes, int start, string source)
    {
        if (start < nodes.Count && IsWord(nodes[start], source, "ALL"))
        {
            return start + 1;
        }

        if (start >= nodes.Count || !IsWord(nodes[start], source, "DISTINCT"))
        {
            return start;
        }

        bool hasKeys = start + 2 < nodes.Count && IsWord(nodes[start + 1], source, "ON");
        return hasKeys ? start + 3 : start + 1;
    }

    /// <summary><c>IS DISTINCT FROM</c> ends nothing.</summary>
    private static bool IsEnd(IReadOnlyList<SqlNode> nodes, int index, string source) =>
        Ends.Any(word => IsWord(nodes[index], source, word))
        && !(IsWord(nodes[index], source, "FROM") && IsWord(nodes[index - 1], source, "DISTINCT"));

    /// <summary>Whether it may be any number of columns; they have names of their own.</summary>
    private static bool IsStar(SqlNode[] item, string source) => item switch
    {
        [] => false,
        [SqlNode.Call { Function: "unnest" }] => true,
        [SqlNode.Name name, ..] when name.Tokens[^1].Is(source, "*") => true,
        _ => IsWord(item[0], source, "*")
            || source.AsSpan(item[0].Start..item[^1].End).Contains("columns(", IgnoringCase),
    };

    private static bool HasName(SqlNode[] item, string source) => item switch
    {
        [] => true,
        [SqlNode.Name name] => name.Tokens.Count > 1 || !Constants.Any(word => name.Tokens[0].Is(source, word)),
        [SqlNode.Extended { Rest: [SqlNode.Leaf point, .., SqlNode.Name] }] => point.Token.Is(source, "."),
        [SqlNode.Bracketed { Open: '(', Items: [var inside] }] => HasName([.. inside.Nodes], source),
        [_] => false,
        [.., var before, SqlNode.Name { Tokens.Count: 1 }] => EndsValue(before, source),
        _ => item.Any(node => IsWord(node, source, "AS") || IsWord(node, source, ":")),
    };

    /// <summary>Where something is missing, the engine is to say so at the place where it is missing.</summary>
    private static bool IsWhole(SqlNode last, string source) => last switch
    {
        SqlNode.Leaf { Token: { Kind: SqlTokenKind.Word } word } =>
            !ReservedWords.Contains(word.Text(source).ToString()) || word.Text(source).EndsWith("NULL", IgnoringCase),
        SqlNode.Leaf { Token.Kind: SqlTokenKind.Symbol } => false,
        SqlNode.Extended extended => IsWhole(extended.Rest[^1], source),
        SqlNode.Operation operation => IsWhole(operation.Right, source),
        SqlNode.Signed signed => IsWhole(signed.Operand, source),
        SqlNode.Case choice => IsWord(choice.Inside.Nodes[^1], source, "END"),
        SqlNode.Subscript subscript => IsWhole(subscript.Index, source),
        SqlNode.Call call => IsWhole(call.Suffix.Count > 0 ? call.Suffix[^1] : call.Brackets, source),
        SqlNode.Bracketed brackets => source[brackets.End - 1] is ')' or ']' or '}'
            && brackets.End - 1 > brackets.Start
            && (brackets.Items.Count == 0 || brackets.Items[^1].End < brackets.End),
        _ => true,
    };

    /// <summary>Whether a name behind it is an alias: it is no word or sign that wants another value.</summary>
    private static bool EndsValue(SqlNode node, string source) => node switch
    {
        SqlNode.Leaf { Token: { Kind: SqlTokenKind.Word } word } =>
            word.Is(source, "AS") || !ReservedWords.Contains(word.Text(source).ToString()),
        SqlNode.Leaf { Token.Kind: SqlTokenKind.Symbol } => false,
        _ => true,
    };

    private static bool IsWord(SqlNode node, string source, string word) =>
        node is SqlNode.Leaf leaf && leaf.Token.Is(source, word);
}

using System.Globalization;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Values that stand in the statement itself.</summary>
internal static class Literals
{
    /// <summary>The text of a string literal; null for anything else.</summary>
    public static string? TextOf(Rewriter rewriter, SqlNode node) => Inner(node) switch
    {
        SqlNode.Leaf { Token.Kind: SqlTokenKind.Text } leaf when rewriter.Source[leaf.Start] == '\'' =>
            rewriter.Source[(leaf.Start + 1)..(leaf.End - 1)].Replace("''", "'", StringComparison.Ordinal),
        _ => null,
    };

    /// <summary>The value of a whole number, with or without a sign; null for anything else.</summary>
    public static long? IntegerOf(Rewriter rewriter, SqlNode node)
    {
        bool isNumber = Inner(node) is SqlNode.Leaf or SqlNode.Signed { Operand: SqlNode.Leaf };
        return isNumber && long.TryParse(
            rewriter.SourceOf(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;
    }

    public static bool IsNull(Rewriter rewriter, SqlNode node) => Clauses.IsWord(rewriter, Inner(node), "NULL");

    /// <summary>The one node in a run and in round brackets.</summary>
    public static SqlNode Inner(SqlNode node) => node switch
    {
        SqlNode.Run { Nodes: [var only] } => Inner(only),
        SqlNode.Bracketed { Open: '(', Items: [var item] } => Inner(item),
        _ => node,
    };
}

using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>Values of arguments that are written as literals.</summary>
internal static class Constants
{
    /// <summary>The text of a plain literal; null for anything else.</summary>
    public static string? Text(Rewriter rewriter, SqlNode node) =>
        Single(node) is SqlNode.Leaf { Token: { Kind: SqlTokenKind.Text } token }
        && token.Text(rewriter.Source) is ['\'', .. var inside, '\'']
            ? inside.ToString().Replace("''", "'", StringComparison.Ordinal)
            : null;

    /// <summary>The value of an integer without sign; null for anything else.</summary>
    public static long? Integer(Rewriter rewriter, SqlNode node) =>
        Single(node) is SqlNode.Leaf { Token: { Kind: SqlTokenKind.Word } token }
        && long.TryParse(token.Text(rewriter.Source), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;

    /// <summary>The only node of a run.</summary>
    public static SqlNode Single(SqlNode node) => node is SqlNode.Run { Nodes: [SqlNode single] } ? single : node;
}

using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>What is written differently between the words of a query.</summary>
internal static class Clauses
{
    /// <summary>
    /// Writes what begins at a node; the node after it, or the same one when nothing special begins here.
    /// </summary>
    public static int Write(Rewriter rewriter, SqlNode.Run run, int index)
    {
        if (IsWord(rewriter, run, index, "VALUES"))
        {
            return ValuesClause.Write(rewriter, run, index);
        }

        if (SampleClause.IsAt(rewriter, run, index))
        {
            return SampleClause.Write(rewriter, run, index);
        }

        return UnnestClause.IsAt(rewriter, run, index) ? UnnestClause.Write(rewriter, run, index) : index;
    }

    public static bool IsWord(Rewriter rewriter, SqlNode.Run run, int index, string word) =>
        index < run.Nodes.Count && IsWord(rewriter, run.Nodes[index], word);

    public static bool IsWord(Rewriter rewriter, SqlNode node, string word) => node switch
    {
        SqlNode.Leaf leaf => leaf.Token.Is(rewriter.Source, word),
        SqlNode.Name { Tokens: [var token] } => token.Is(rewriter.Source, word),
        _ => false,
    };
}

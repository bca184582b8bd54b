using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>Arguments with words between them in place of commas.</summary>
internal static class KeywordArguments
{
    /// <summary>The runs between those words, in the order they are written.</summary>
    public static IEnumerable<SqlNode> Split(Rewriter rewriter, SqlNode argument, IReadOnlyList<string> words)
    {
        IReadOnlyList<SqlNode> nodes = argument is SqlNode.Run run ? run.Nodes : [argument];
        int start = 0;
        for (int i = 0; i <= nodes.Count; i++)
        {
            if (i == nodes.Count || words.Any(word => Clauses.IsWord(rewriter, nodes[i], word)))
            {
                yield return RunOf(nodes.Skip(start).Take(i - start), argument);
                start = i + 1;
            }
        }
    }

    public static SqlNode.Run RunOf(IEnumerable<SqlNode> nodes, SqlNode place)
    {
        SqlNode[] all = [.. nodes];
        return all.Length == 0
            ? new SqlNode.Run([], place.Start, place.Start)
            : new SqlNode.Run(all, all[0].Start, all[^1].End);
    }
}

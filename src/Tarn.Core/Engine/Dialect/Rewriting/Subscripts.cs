using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary><c>ARRAY[…]</c> and elements of arrays, maps and rows.</summary>
internal static class Subscripts
{
    public static void Write(Rewriter rewriter, SqlNode.Subscript subscript)
    {
        bool isElement = !IsArrayWord(rewriter, subscript.Target)
            && subscript.Index.Items is [{ Nodes: [not SqlNode.Leaf { Token.Kind: SqlTokenKind.Symbol }] }];
        if (!isElement
            || Sites.Write(rewriter, new Site("[]", [subscript.Target, subscript.Index.Items[0]], subscript)) is null)
        {
            rewriter.Sequence(subscript.Start, subscript.End, [subscript.Target, subscript.Index]);
        }
    }

    private static bool IsArrayWord(Rewriter rewriter, SqlNode target) => Clauses.IsWord(rewriter, target, "ARRAY");
}

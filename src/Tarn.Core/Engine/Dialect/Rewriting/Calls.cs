using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Calls of functions: by the rule for their name and number of arguments, or as they are.</summary>
internal static class Calls
{
    public static void Write(Rewriter rewriter, SqlNode.Call call)
    {
        if (Casts.TryWrite(rewriter, call))
        {
            WriteSuffix(rewriter, call);
        }
        else if (Sites.Write(rewriter, new Site(call.Function, call.Arguments, call)) is not { } rule)
        {
            WriteUnchanged(rewriter, call);
        }
        else if (!rule.WritesSuffix)
        {
            WriteSuffix(rewriter, call);
        }
    }

    /// <summary>As it is, but IGNORE NULLS stands inside the brackets for the engine.</summary>
    private static void WriteUnchanged(Rewriter rewriter, SqlNode.Call call)
    {
        if (call.Suffix is not [var first, SqlNode.Leaf nulls, ..] || !Clauses.IsWord(rewriter, nulls, "NULLS"))
        {
            rewriter.Sequence(call.Start, call.End, [call.Brackets, .. call.Suffix]);
            return;
        }

        rewriter.Sequence(call.Start, call.Brackets.End - 1, call.Arguments);
        rewriter.Text($" {rewriter.SourceOf(first)} NULLS)", first);
        rewriter.Sequence(nulls.End, call.End, call.Suffix.Skip(2));
    }

    public static void WriteSuffix(Rewriter rewriter, SqlNode.Call call) =>
        rewriter.Sequence(call.Brackets.End, call.End, call.Suffix);
}

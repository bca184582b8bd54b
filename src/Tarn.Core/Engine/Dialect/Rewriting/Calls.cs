using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Calls of functions: by the rule for their name and number of arguments, or as they are.</summary>
internal static class Calls
{
    public static void Write(Rewriter rewriter, SqlNode.Call call)
    {
        if (Sites.Write(rewriter, new Site(call.Function, call.Arguments, call)) is not { } rule)
        {
            rewriter.Sequence(call.Start, call.End, [call.Brackets, .. call.Suffix]);
        }
        else if (!rule.WritesSuffix)
        {
            WriteSuffix(rewriter, call);
        }
    }

    public static void WriteSuffix(Rewriter rewriter, SqlNode.Call call) =>
        rewriter.Sequence(call.Brackets.End, call.End, call.Suffix);
}

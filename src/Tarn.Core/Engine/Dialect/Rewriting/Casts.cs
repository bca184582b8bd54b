using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// <c>CAST(x AS type)</c> and <c>TRY_CAST</c>: the type in the engine's spelling, and conversions that differ by rules
/// of the name <c>cast:type</c>, which have the value as <c>{0}</c> and the type as <c>{t}</c>.
/// </summary>
internal static class Casts
{
    /// <returns>False when it is no cast as the dialects have it.</returns>
    public static bool TryWrite(Rewriter rewriter, SqlNode.Call call)
    {
        if (call.Function is not ("cast" or "try_cast")
            || call.Arguments is not [.., SqlNode.Run last]
            || FindAs(rewriter, last) is not (int place and > 0)
            || place == last.Nodes.Count - 1
            || call.Arguments.Count > 1)
        {
            return false;
        }

        SqlNode.Run value = Part(last, 0, place);
        SqlNode.Run type = Part(last, place + 1, last.Nodes.Count);
        bool isTry = call.Function == "try_cast";
        string name = TypeNames.BaseOf(rewriter, type);
        Site site = new($"cast:{name}", [value], call) { EngineTypeText = TypeNames.Write(rewriter, type) };
        if (FunctionRules.Find(site.Name, 1).Count > 0)
        {
            rewriter.Text(isTry ? "TRY(" : "", call);
            bool isWritten = Sites.Write(rewriter, site) is not null;
            if (!isWritten)
            {
                Plain(rewriter, call, value, site.EngineTypeText, "CAST");
            }

            rewriter.Text(isTry ? ")" : "", call);
        }
        else
        {
            Plain(rewriter, call, value, site.EngineTypeText, isTry ? "TRY_CAST" : "CAST");
        }

        return true;
    }

    private static void Plain(Rewriter rewriter, SqlNode.Call call, SqlNode.Run value, string type, string word)
    {
        rewriter.Text(word + "(", call);
        rewriter.Node(value);
        rewriter.Text($" AS {type})", call);
    }

    private static int FindAs(Rewriter rewriter, SqlNode.Run run)
    {
        for (int i = run.Nodes.Count - 1; i >= 0; i--)
        {
            if (Clauses.IsWord(rewriter, run.Nodes[i], "AS"))
            {
                return i;
            }
        }

        return -1;
    }

    private static SqlNode.Run Part(SqlNode.Run run, int from, int to) =>
        new([.. run.Nodes.Take(to).Skip(from)], run.Nodes[from].Start, run.Nodes[to - 1].End);
}

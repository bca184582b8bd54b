using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// <c>listagg(x, ',') WITHIN GROUP (ORDER BY y)</c>: the order goes inside the call. ON OVERFLOW has no meaning here,
/// as no text is too long.
/// </summary>
internal sealed record ListAggRule() : CallRule("listagg", 1, 2)
{
    private const int WordsOfWithinGroup = 2;

    public override bool WritesSuffix => true;

    public override void Write(Rewriter rewriter, Site site)
    {
        SqlNode.Call call = (SqlNode.Call)site.Place;
        rewriter.Text("string_agg(", call);
        rewriter.Node(call.Arguments[0]);
        rewriter.Text(", ", call);
        if (call.Arguments.Count > 1)
        {
            // The separator is the first node; ON OVERFLOW … may follow.
            rewriter.Node(call.Arguments[1].Nodes[0]);
        }
        else
        {
            rewriter.Text("''", call);
        }

        IReadOnlyList<SqlNode> rest = call.Suffix;
        if (rest is [var within, _, SqlNode.Bracketed { Items: [var order, ..] } brackets, ..]
            && Clauses.IsWord(rewriter, within, "WITHIN"))
        {
            rewriter.Text(" ", call);
            rewriter.Sequence(order.Start, brackets.End - 1, brackets.Items);
            rest = [.. rest.Skip(WordsOfWithinGroup + 1)];
        }

        rewriter.Text(")", call);
        foreach (SqlNode node in rest)
        {
            rewriter.Text(" ", call);
            rewriter.Node(node);
        }
    }
}

using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>concat of texts and of bytes: NULL when an argument is, as with <c>||</c>.</summary>
internal sealed record ConcatRule() : CallRule("concat", 2, byte.MaxValue)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        string before = "(";
        foreach (Syntax.SqlNode operand in site.Operands)
        {
            rewriter.Text(before, operand);
            rewriter.Node(operand);
            before = " || ";
        }

        rewriter.Text(")", site.Place);
    }
}

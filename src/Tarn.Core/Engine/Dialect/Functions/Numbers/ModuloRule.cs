using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary><c>mod(n, m)</c> is <c>n % m</c>, whatever that means for the types at hand.</summary>
internal sealed record ModuloRule() : CallRule("mod", 2, 2)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        rewriter.Text("(", site.Place);
        if (Sites.Write(rewriter, new Site("%", site.Operands, site.Place)) is null)
        {
            TemplateRule.Write(rewriter, site, "({0}) % ({1})");
        }

        rewriter.Text(")", site.Place);
    }
}

using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary><c>EXTRACT(field FROM x)</c> is the function named like the field.</summary>
internal sealed record ExtractRule() : CallRule("extract", 1, 1)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        if (site.Operands[0] is SqlNode.Run { Nodes: [var field, var from, var first, ..] } run
            && Clauses.IsWord(rewriter, from, "from")
            && Sites.Write(rewriter, new Site(
                rewriter.SourceOf(field).ToLowerInvariant(),
                [new SqlNode.Run([.. run.Nodes.Skip(2)], first.Start, run.End)],
                site.Place)) is not null)
        {
            return;
        }

        TemplateRule.Write(rewriter, site, "extract({0})");
    }
}

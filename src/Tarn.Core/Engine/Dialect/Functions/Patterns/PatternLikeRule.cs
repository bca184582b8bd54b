using Tarn.Engine.Dialect.Functions.Strings;
using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>regexp_like: by the engine itself when the pattern is a literal that means the same to it.</summary>
internal sealed record PatternLikeRule() : CallRule("regexp_like", 2, 2)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        string? pattern = Constants.Text(rewriter, site.Operands[1]);
        if (pattern is not null && SharedSyntax.Translate(pattern) is { } shared)
        {
            TemplateRule.Write(rewriter, site, "regexp_matches({0}, ");
            rewriter.Text(SqlText.Literal(shared) + ")", site.Operands[1]);
        }
        else
        {
            TemplateRule.Write(rewriter, site, "tarn_regexp_like({0}, {1})");
        }
    }
}

using Tarn.Engine.Dialect.Functions.Strings;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>regexp_replace: with a text in which <c>$1</c> stands for a group, or a function of the groups.</summary>
internal sealed record PatternReplaceRule() : CallRule("regexp_replace", 3, 3)
{
    private const string ByText = "tarn_regexp_replace({0}, {1}, {2})";

    private const string ByFunction =
        "tarn_regexp_join({0}, {1}, list_transform(tarn_regexp_groups({0}, {1}), {2}))";

    public override void Write(Rewriter rewriter, Site site)
    {
        bool isFunction = Constants.Single(site.Operands[2]) is SqlNode.Lambda;
        TemplateRule.Write(rewriter, site, isFunction ? ByFunction : ByText);
    }
}

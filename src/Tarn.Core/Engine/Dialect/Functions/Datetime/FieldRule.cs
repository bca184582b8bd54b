using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>A field of a date, time, instant or interval, such as <c>year(x)</c>; always BIGINT.</summary>
internal sealed record FieldRule(string Name, string Template) : CallRule(Name, 1, 1)
{
    // The engine cannot choose between its overloads for NULL.
    public override void Write(Rewriter rewriter, Site site) => TemplateRule.Write(
        rewriter, site, Literals.IsNull(rewriter, site.Operands[0]) ? "CAST(NULL AS BIGINT)" : Template);
}

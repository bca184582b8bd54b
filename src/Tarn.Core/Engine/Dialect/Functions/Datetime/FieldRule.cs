using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>A field of a date, time, instant or interval, such as <c>year(x)</c>; always BIGINT.</summary>
internal sealed record FieldRule(string Name, string Template) : CallRule(Name, 1, 1)
{
    // The engine cannot choose between its overloads for NULL.
    private const string Null = "CAST(NULL AS BIGINT)";

    /// <summary>The template for intervals; null: the same.</summary>
    public string? IntervalTemplate { get; init; }

    /// <summary>The template for literals of TIME, with or without a zone; null: the same.</summary>
    public string? TimeTemplate { get; init; }

    public override void Write(Rewriter rewriter, Site site)
    {
        SqlNode operand = Literals.Inner(site.Operands[0]);
        string template = Literals.IsNull(rewriter, operand) ? Null
            : operand is SqlNode.Interval ? IntervalTemplate ?? Template
            : operand is SqlNode.TypedText { Type: "TIME" } ? TimeTemplate ?? Template
            : Template;
        TemplateRule.Write(rewriter, site, template);
    }
}

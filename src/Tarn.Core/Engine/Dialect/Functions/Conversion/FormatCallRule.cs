using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>
/// <c>format(format, arguments…)</c>. The engine has a function of that name with braces for arguments, which stays
/// for formats that have braces and no percent sign.
/// </summary>
internal sealed record FormatCallRule() : CallRule("format", 1, ArgumentsMost)
{
    private const int ArgumentsMost = 255;

    public override void Write(Rewriter rewriter, Site site)
    {
        bool isEngines = Literals.TextOf(rewriter, site.Operands[0]) is { } format
            && format.Contains('{', StringComparison.Ordinal)
            && !format.Contains('%', StringComparison.Ordinal);
        TemplateRule.Write(rewriter, site, isEngines ? "format({0*})" : "tarn_format({0*})");
    }
}

using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>
/// A cast to <c>timestamp(p)</c> or <c>time(p)</c> rounds to p digits of a second; the engine's types always have six.
/// </summary>
/// <param name="Type">Of Trino, in lower case.</param>
/// <param name="Template">The cast without rounding.</param>
/// <param name="Rounded">What makes the type of a rounded timestamp <c>{0}</c>.</param>
internal sealed record PrecisionCastRule(string Type, string Template, string Rounded)
    : CallRule($"cast:{Type}", 1, 1)
{
    private const int EngineDigits = 6;

    public override void Write(Rewriter rewriter, Site site)
    {
        int digits = FractionDigits.Of(rewriter, site.Place);
        bool isRounded = FractionDigits.IsWritten(rewriter, site.Place)
            || FractionDigits.Of(rewriter, site.Operands[0]) > digits;
        TemplateRule.Write(rewriter, site, isRounded && digits < EngineDigits ? Round(digits) : Template);
    }

    private string Round(int digits)
    {
        double step = Math.Pow(10, EngineDigits - digits);
        string timestamp = Type == "time" ? $"DATE '1970-01-01' + {Template}" : Template;
        string rounded = string.Create(
            CultureInfo.InvariantCulture,
            $"make_timestamp(CAST(floor(epoch_us({timestamp}) / {step:0.0} + 0.5) * {step:0} AS BIGINT))");
        return Rounded.Replace("{0}", rounded, StringComparison.Ordinal);
    }
}

using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>
/// A function whose first argument is a unit: <c>{u}</c> in the template, checked; <c>{n}</c> is the second, a number
/// of such units.
/// </summary>
/// <param name="Name">Trino's function.</param>
/// <param name="ArgumentCount">With the unit.</param>
/// <param name="Type">One of the constants of <see cref="DatetimeUnits"/>.</param>
/// <param name="Template">As in <see cref="TemplateRule"/>.</param>
internal sealed record UnitRule(string Name, int ArgumentCount, string Type, string Template)
    : CallRule(Name, ArgumentCount, ArgumentCount)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        // The engine is faster with a unit that it sees when it plans.
        string? unit = Literals.TextOf(rewriter, site.Operands[0])?.ToLowerInvariant();
        string text = unit is not null && DatetimeUnits.IsUnit(unit, Type)
            ? $"'{unit}'"
            : $"tarn_datetime_unit({{0}}, '{Type}')";
        string template = Template
            .Replace("{u}", text, StringComparison.Ordinal)
            .Replace("{n}", Count(rewriter, site, unit), StringComparison.Ordinal);
        TemplateRule.Write(rewriter, site, template);
    }

    /// <summary>A value with less than three digits of a second keeps them: milliseconds are rounded.</summary>
    private static string Count(Rewriter rewriter, Site site, string? unit)
    {
        int digits = unit == "millisecond" ? FractionDigits.Of(rewriter, site.Operands[^1]) : FractionDigits.Default;
        int step = digits switch
        {
            0 => 1000,
            1 => 100,
            2 => 10,
            _ => 1,
        };
        return step == 1
            ? "CAST({1} AS BIGINT)"
            : string.Create(CultureInfo.InvariantCulture, $"CAST(round({{1}} / {step}.0) AS BIGINT) * {step}");
    }
}

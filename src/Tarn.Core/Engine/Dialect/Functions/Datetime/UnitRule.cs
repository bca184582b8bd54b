using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>A function whose first argument is a unit: <c>{u}</c> in the template, checked.</summary>
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
        TemplateRule.Write(rewriter, site, Template.Replace("{u}", text, StringComparison.Ordinal));
    }
}

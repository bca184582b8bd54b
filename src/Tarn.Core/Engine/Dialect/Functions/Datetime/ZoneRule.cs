using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>A function that gives an instant a zone: the instant, when there is such a zone.</summary>
/// <param name="Name">Trino's function.</param>
/// <param name="ArgumentsMax">At least two: the zone, or hours and minutes.</param>
/// <param name="Template">The instant.</param>
internal sealed record ZoneRule(string Name, int ArgumentsMax, string Template) : CallRule(Name, 2, ArgumentsMax)
{
    public override void Write(Rewriter rewriter, Site site) => Zones.WriteChecked(
        rewriter, Zones.Of(rewriter, site.Place), site.Place, () => TemplateRule.Write(rewriter, site, Template));
}

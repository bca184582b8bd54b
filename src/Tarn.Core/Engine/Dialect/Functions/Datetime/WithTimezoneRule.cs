using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary><c>with_timezone(timestamp, zone)</c>: the instant at which clocks in the zone show the time.</summary>
internal sealed record WithTimezoneRule() : CallRule("with_timezone", 2, 2)
{
    public override void Write(Rewriter rewriter, Site site) => Zones.WriteInstant(
        rewriter,
        Zones.From(rewriter, site.Operands[1]),
        site.Place,
        () => TemplateRule.Write(rewriter, site, "CAST({0} AS TIMESTAMP)"));
}

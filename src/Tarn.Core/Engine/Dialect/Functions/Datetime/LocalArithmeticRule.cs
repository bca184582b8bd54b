using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>
/// A function of timestamps that gives back its last argument changed. An instant that was written with a zone is
/// changed by the calendar of that zone.
/// </summary>
/// <param name="Name">Trino's function; its first argument is a unit.</param>
/// <param name="ArgumentCount">With the unit.</param>
/// <param name="Template">For a timestamp, which is <c>{@n}</c>.</param>
internal sealed record LocalArithmeticRule(string Name, int ArgumentCount, string Template)
    : CallRule(Name, ArgumentCount, ArgumentCount)
{
    private readonly UnitRule _unit = new(Name, ArgumentCount, DatetimeUnits.Timestamp, Template);

    public override void Write(Rewriter rewriter, Site site)
    {
        if (Zones.Of(rewriter, site.Operands[^1]) is { } zone)
        {
            Zones.WriteInstant(rewriter, zone, site.Place, () => _unit.Write(rewriter, site));
        }
        else
        {
            _unit.Write(rewriter, site);
        }
    }
}

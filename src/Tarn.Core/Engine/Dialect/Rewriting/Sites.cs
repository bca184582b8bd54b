using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// Finds the rule for a call, an operation or a subscript, asking for types when rules depend on them.
/// </summary>
internal static class Sites
{
    /// <returns>The rule that wrote it; null when there is none, and nothing is written.</returns>
    public static CallRule? Write(Rewriter rewriter, Site site)
    {
        IReadOnlyList<CallRule> rules = FunctionRules.Find(site.Name, site.Operands.Count);
        if (rules.Count == 0)
        {
            return null;
        }

        EngineType?[] types = new EngineType?[site.Operands.Count];
        bool isKnown = true;
        for (int i = 0; i < types.Length; i++)
        {
            int argument = i;
            if (rules.Any(rule => rule.Asks(argument)))
            {
                types[i] = rewriter.TypeOf(site.Operands[i]);
                isKnown &= types[i] is not null;
            }
        }

        CallRule? rule = isKnown
            ? rules.FirstOrDefault(rule => rule.Matches(types))
            : rules.FirstOrDefault(rule => rule.Classes.Count == 0);
        rule?.Write(rewriter, site with { Types = types });
        return rule;
    }
}

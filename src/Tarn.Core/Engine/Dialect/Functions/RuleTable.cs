using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>The rules and functions of one family.</summary>
/// <param name="Templates">Rules that are lines, see <see cref="RuleLine"/>; empty lines divide.</param>
/// <param name="Rules">Those that need more than a template.</param>
/// <param name="Functions">What templates call: functions of ours, named <c>tarn_…</c>.</param>
internal sealed record RuleTable(
    string Templates, IReadOnlyList<CallRule> Rules, IReadOnlyList<ScalarFunction> Functions)
{
    public IEnumerable<CallRule> All() => Templates
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(RuleLine.Parse)
        .Concat(Rules);
}

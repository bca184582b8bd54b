using System.Globalization;
using Xunit;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>Every case of Trino's that is beside the checkout, with a table of how many are right per area.</summary>
public sealed class TrinoConformanceTests(ITestOutputHelper output) : EngineTest
{
    /// <summary>The share that must be right.</summary>
    private const double RightMin = 0.90;

    [Fact]
    public async Task Statements_of_Trino_give_the_answers_of_Trino()
    {
        IReadOnlyList<TrinoCase> cases = TrinoCases.Require();
        List<TrinoOutcome> outcomes = [];
        using (TrinoRunner runner = new(Instance))
        {
            foreach (TrinoCase trinoCase in cases)
            {
                outcomes.Add(await runner.RunAsync(trinoCase, Token));
            }
        }

        foreach (TrinoOutcome outcome in outcomes.Where(outcome => !outcome.IsRight))
        {
            output.WriteLine($"{outcome.Case.Id}: {outcome.Case.Sql}");
            output.WriteLine($"    expected {outcome.Case.Expected}, got {outcome.Got}");
        }

        foreach (IGrouping<string, TrinoOutcome> area in outcomes.GroupBy(outcome => outcome.Case.Area))
        {
            output.WriteLine(Line(area.Key, [.. area]));
        }

        output.WriteLine(Line("all", outcomes));
        double share = (double)outcomes.Count(outcome => outcome.IsRight) / outcomes.Count;
        Assert.True(share >= RightMin, string.Create(CultureInfo.InvariantCulture, $"only {share:P1} are right"));
    }

    private static string Line(string area, List<TrinoOutcome> outcomes)
    {
        int right = outcomes.Count(outcome => outcome.IsRight);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{area,-12} {right,4} of {outcomes.Count,4}  {100.0 * right / outcomes.Count,5:F1} %");
    }
}

using System.Globalization;
using Tarn.Tests.Tidy;
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
        string path = TrinoCases.RequirePath();
        List<TrinoOutcome> outcomes = [];
        using (TrinoRunner runner = new(Instance))
        {
            foreach (TrinoCase trinoCase in TrinoCases.Read(path))
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
        CheckReport(TrinoReport.Mark(path), outcomes);
        Assert.True(share >= RightMin, string.Create(CultureInfo.InvariantCulture, $"only {share:P1} are right"));
    }

    /// <summary>The page of the docs says what this run says, if it is about the same cases.</summary>
    private static void CheckReport(string mark, List<TrinoOutcome> outcomes)
    {
        string page = Path.Join(SourceTree.Root, "docs", "protocols", "sql.md");
        string report = TrinoReport.Write(mark, outcomes);
        if (Environment.GetEnvironmentVariable("TARN_WRITE_DOCS") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            File.WriteAllText(page, report);
        }
        else if (File.Exists(page) && File.ReadLines(page).FirstOrDefault() == mark)
        {
            Assert.Equal(File.ReadAllText(page), report);
        }
    }

    private static string Line(string area, List<TrinoOutcome> outcomes)
    {
        int right = outcomes.Count(outcome => outcome.IsRight);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{area,-12} {right,4} of {outcomes.Count,4}  {100.0 * right / outcomes.Count,5:F1} %");
    }
}

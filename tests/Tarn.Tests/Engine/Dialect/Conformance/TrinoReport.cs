using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>docs/protocols/sql.md: what came of a run, by area and by function.</summary>
internal static class TrinoReport
{
    /// <summary>Says which cases a report is about.</summary>
    public static string Mark(string casesPath) =>
        $"<!-- cases {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(casesPath)))[..12]} -->";

    public static string Write(string mark, IReadOnlyList<TrinoOutcome> outcomes)
    {
        StringBuilder text = new();
        text.AppendLine(mark);
        text.AppendLine("# Athena's SQL: what was compared");
        text.AppendLine();
        text.AppendLine(
            """
            Statements with the answers that Trino gives, run by a test (`TrinoConformanceTests`), which also writes
            this page (`TARN_WRITE_DOCS=1`). *Right* counts the statements that gave Trino's answer. The guide says
            [how SQL is used](../guide/sql.md).
            """);
        text.AppendLine();
        text.AppendLine("| area | right | of |");
        text.AppendLine("|---|---|---|");
        foreach (IGrouping<string, TrinoOutcome> area in outcomes.GroupBy(outcome => outcome.Case.Area).OrderBy(Key))
        {
            text.AppendLine(Row(area.Key, [.. area]));
        }

        text.AppendLine(Row("**all**", outcomes));
        text.AppendLine();
        text.AppendLine("## Functions and constructs");
        text.AppendLine();
        text.AppendLine("| | right | of |");
        text.AppendLine("|---|---|---|");
        foreach (IGrouping<string, TrinoOutcome> function in outcomes
            .Where(outcome => outcome.Case.Function.Length > 0)
            .GroupBy(outcome => outcome.Case.Function)
            .OrderBy(Key, StringComparer.Ordinal))
        {
            text.AppendLine(Row($"`{function.Key.Replace("|", "\\|", StringComparison.Ordinal)}`", [.. function]));
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Key(IGrouping<string, TrinoOutcome> group) => group.Key;

    private static string Row(string name, IReadOnlyCollection<TrinoOutcome> outcomes)
    {
        int right = outcomes.Count(outcome => outcome.IsRight);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {right} | {outcomes.Count} |");
    }
}

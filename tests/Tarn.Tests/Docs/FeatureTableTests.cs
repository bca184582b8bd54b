using System.Globalization;
using Tarn.Tables.Log;
using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>
/// The page on tables lists the protocol's features that the code knows. With TARN_UPDATE_DOCS set the test writes the
/// list into the page instead of comparing it.
/// </summary>
public sealed class FeatureTableTests
{
    private const string PagePath = "docs/formats/delta.md";
    private const string Begin = "<!-- features: written by FeatureTableTests -->\n";
    private const string End = "<!-- end of features -->";

    [Fact]
    public void The_page_lists_the_features_that_the_code_knows()
    {
        string text = Page.Open(PagePath).Text;
        int start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Begin.Length && end >= start, $"{PagePath} has no place for the list of features");
        if (Environment.GetEnvironmentVariable("TARN_UPDATE_DOCS") is { Length: > 0 })
        {
            string path = Path.Join(SourceTree.Root, PagePath);
            File.WriteAllText(path, text[..start] + Render() + text[end..]);
            return;
        }

        Assert.Equal(Render(), text[start..end]);
    }

    [Fact]
    public void What_is_not_written_in_use_is_known_otherwise() => Assert.All(
        NotWrittenInUse.Where(feature => feature != ProtocolFeatures.RowTracking),
        feature => Assert.True(ProtocolFeatures.Writable.Contains(feature), feature));

    private static IEnumerable<string> NotWrittenInUse =>
        ProtocolSupport.NotWrittenInUse.Select(entry => entry.Feature);

    private static string Render()
    {
        IEnumerable<string> rows = ProtocolFeatures.Readable.Union(ProtocolFeatures.Writable).Union(NotWrittenInUse)
            .Order(StringComparer.Ordinal)
            .Select(feature =>
                $"| `{feature}` | {LegacyVersion(feature)} | {Reading(feature)} | {Writing(feature)} |\n");
        return "| feature | old writer version | read | written |\n|---|---|---|---|\n" + string.Concat(rows);
    }

    private static string LegacyVersion(string feature) =>
        ProtocolFeatures.LegacyWriterVersion(feature)?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Reading(string feature) =>
        ProtocolFeatures.Readable.Contains(feature) ? "yes" : "asks nothing of readers";

    private static string Writing(string feature) =>
        !ProtocolFeatures.Writable.Contains(feature) ? "no"
        : NotWrittenInUse.Contains(feature) ? "unless the table uses it"
        : "yes";
}

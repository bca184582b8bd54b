using System.Reflection;
using System.Text.RegularExpressions;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Tidy;

public sealed partial class ErrorCodeTests
{
    private static readonly string Page = Path.Combine(SourceTree.Root, "docs", "errors.md");

    [Fact]
    public void A_code_is_TN_and_four_digits_and_belongs_to_one_error()
    {
        Assert.All(Codes(), code => Assert.Matches(@"^TN\d{4}$", code));
        Assert.Equal(Codes().Count(), Codes().Distinct().Count());
    }

    [Fact]
    public void Every_code_is_explained_on_the_page_of_errors_and_no_other() =>
        Assert.Equal(Codes().Order(StringComparer.Ordinal), ExplainedCodes().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_code_is_used() =>
        Rule.HasNoViolations(typeof(ErrorCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !SourceTree.All.Any(file => Uses(file, field.Name)))
            .Select(field => field.Name));

    private static bool Uses(SourceFile file, string name) =>
        file.Path.StartsWith("src/", StringComparison.Ordinal)
        && file.Text.Contains($"{nameof(ErrorCodes)}.{name}", StringComparison.Ordinal);

    private static IEnumerable<string> Codes() => typeof(ErrorCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> ExplainedCodes() =>
        Heading().Matches(File.ReadAllText(Page)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^#+ (TN\d{4})\b", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

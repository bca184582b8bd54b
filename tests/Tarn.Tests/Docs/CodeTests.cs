using System.Reflection;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>Error codes that pages speak of exist; that each has its entry is tested beside the house rules.</summary>
public sealed partial class CodeTests
{
    private static readonly HashSet<string> Codes =
    [
        .. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Every_code_in_the_documentation_exists() =>
        Rule.HasNoViolations(Page.All.SelectMany(page => Code().Matches(page.Text)
            .Select(match => match.Value)
            .Where(code => !Codes.Contains(code))
            .Select(code => $"{page}: {code}")));

    [GeneratedRegex(@"\bTN\d{4}\b")]
    private static partial Regex Code();
}

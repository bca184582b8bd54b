using Xunit;

namespace Tarn.Tests.Tidy;

internal static class Rule
{
    /// <summary>Fails with every violation on a line of its own; the assertions of xunit would cut the list.</summary>
    public static void HasNoViolations(IEnumerable<string> violations)
    {
        string[] found = [.. violations];
        if (found.Length > 0)
        {
            Assert.Fail($"{found.Length} violations:\n  {string.Join("\n  ", found)}");
        }
    }
}

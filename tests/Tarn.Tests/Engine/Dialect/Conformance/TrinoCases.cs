using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>Finds the cases beside the checkout.</summary>
internal static class TrinoCases
{
    /// <summary>The file of cases; a machine without it skips the test.</summary>
    public static string RequirePath()
    {
        string? root = ConformanceData.Find();
        string inTrino = Path.Join("trino", "cases.jsonl");
        string? path = new[] { inTrino, Path.Join("..", inTrino), "cases.jsonl" }
            .Where(_ => root is not null)
            .Select(place => Path.Join(root, place))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "no trino/cases.jsonl: set TARN_CONFORMANCE or see ../shared/conformance");
        return path!;
    }

    public static IReadOnlyList<TrinoCase> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(TrinoCase.Parse)];
}

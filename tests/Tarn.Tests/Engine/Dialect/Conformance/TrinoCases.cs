using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>Finds the cases beside the checkout.</summary>
internal static class TrinoCases
{
    /// <summary>All of them; a machine without them skips the test.</summary>
    public static IReadOnlyList<TrinoCase> Require()
    {
        string? root = ConformanceData.Find();
        string inTrino = Path.Join("trino", "cases.jsonl");
        string? path = new[] { inTrino, Path.Join("..", inTrino), "cases.jsonl" }
            .Where(_ => root is not null)
            .Select(place => Path.Join(root, place))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "no trino/cases.jsonl: set TARN_CONFORMANCE or see ../shared/conformance");
        return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(TrinoCase.Parse)];
    }
}

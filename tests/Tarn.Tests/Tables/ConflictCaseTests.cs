using System.Text.Json.Nodes;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>The concurrency cases that lie beside the tables of other engines.</summary>
public sealed class ConflictCaseTests
{
    private static readonly string[] _levels = ["WriteSerializable", "Serializable"];

    [Fact]
    public async Task Every_case_ends_as_the_reference_implementation_does()
    {
        string path = ConformanceData.RequireFile("conflicts.json");
        JsonNode document = JsonNode.Parse(
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        List<string> faults = [];
        int count = 0;
        foreach (JsonObject body in document["cases"]!.AsArray().Select(node => node!.AsObject()))
        {
            foreach (ConflictCase conflict in _levels.Select(level => new ConflictCase(body, level)))
            {
                string outcome = await conflict.RunAsync();
                TestContext.Current.TestOutputHelper?.WriteLine($"{conflict.Name}: {outcome}");
                bool isExpected = outcome == "commit"
                    ? conflict.Expected.StartsWith("commit", StringComparison.Ordinal)
                    : conflict.Expected.Contains(outcome, StringComparison.Ordinal);
                count++;
                if (!isExpected)
                {
                    faults.Add($"{conflict.Name}: {outcome}, expected {conflict.Expected}");
                }
            }
        }

        Assert.NotEqual(0, count);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}

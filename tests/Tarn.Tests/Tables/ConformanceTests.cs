using System.Text;
using Tarn.Engine;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>
/// Tables that Spark, delta-rs, the Delta kernels and Hive wrote, and damaged ones, read as they must be.
/// </summary>
public sealed class ConformanceTests
{
    private const int FaultLengthMax = 300;

    [Fact]
    public async Task Tables_of_other_engines_read_as_expected()
    {
        IReadOnlyList<string> directories = ConformanceData.RequireCases();
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 2 });
        using DuckConnection connection = engine.Connect();
        StringBuilder table = new();
        int failed = 0;
        foreach (string directory in directories)
        {
            ConformanceCase @case = new(directory, engine, connection);
            IReadOnlyList<string> faults = await @case.CheckAsync();
            failed += faults.Count > 0 ? 1 : 0;
            table.AppendLine($"{(faults.Count == 0 ? "ok    " : "FAILED")} {@case.Expectation,-8} {@case.Name}");
            foreach (string fault in faults)
            {
                table.AppendLine($"         {fault[..Math.Min(fault.Length, FaultLengthMax)]}");
            }
        }

        table.AppendLine($"{directories.Count - failed} passed, {failed} failed");
        TestContext.Current.TestOutputHelper?.WriteLine(table.ToString());
        Assert.True(failed == 0, table.ToString());
    }
}

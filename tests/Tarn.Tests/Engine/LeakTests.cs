using System.Diagnostics;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine;

/// <summary>Instances take about ten milliseconds to open, so most of the cycles are of connections.</summary>
public sealed class LeakTests
{
    private const int CycleCount = 10_000;
    private const int InstanceCount = 300;
    private const long GrowthBytesMax = 24_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_connections_leave_no_memory_behind()
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
        await RunConnections(instance, CycleCount / 10);
        long before = SettledBytes();

        await RunConnections(instance, CycleCount);

        AssertFlat(before);
    }

    [Fact]
    public async Task Hundreds_of_instances_leave_no_memory_behind()
    {
        await RunInstances(InstanceCount / 3);
        long before = SettledBytes();

        await RunInstances(InstanceCount);

        AssertFlat(before);
    }

    private static async Task RunConnections(DuckInstance instance, int count)
    {
        Dictionary<string, object?> parameters = new() { ["p"] = "a text that is longer than twelve bytes" };
        for (int i = 0; i < count; i++)
        {
            using DuckConnection connection = instance.Connect();
            await using RowReader reader = await connection.QueryAsync(
                "SELECT $p || i, [i], {'a': i}, 1.5::DECIMAL(20, 2) FROM range(10) t(i)", parameters, Token);
            await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
            {
                Assert.Equal(4, batch.GetRow(9).Length);
            }

            // Errors are freed on other paths than results.
            if (i % 10 == 0)
            {
                await Assert.ThrowsAsync<EngineException>(() => connection.ExecuteAsync("SELECT nope", Token));
            }
        }
    }

    private static async Task RunInstances(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
            using DuckConnection connection = instance.Connect();
            Assert.Equal(i, await connection.ScalarAsync($"SELECT {i}", Token));
        }
    }

    private static void AssertFlat(long before)
    {
        long growth = SettledBytes() - before;
        Assert.True(growth < GrowthBytesMax, $"resident memory grew by {growth / 1e6:N1} MB");
    }

    private static long SettledBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}

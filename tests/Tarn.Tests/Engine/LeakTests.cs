using System.Diagnostics;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine;

/// <summary>
/// Instances take about ten milliseconds to open, so most of the cycles are of connections. Memory is the process's,
/// so no other test may run meanwhile.
/// </summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests
{
    private const int RoundCount = 8;
    private const int ConnectionsPerRound = 1_250;
    private const int InstancesPerRound = 50;
    private const long GrowthBytesMax = 8_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_connections_leave_no_memory_behind()
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
        await AssertFlatAsync(() => RunConnections(instance, ConnectionsPerRound));
    }

    [Fact]
    public async Task Hundreds_of_instances_leave_no_memory_behind() =>
        await AssertFlatAsync(() => RunInstances(InstancesPerRound));

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

    /// <summary>
    /// Compares the least of the later rounds with the least of the earlier ones: what allocators keep goes up and
    /// down, and what leaks only up. The first round is for what is made once.
    /// </summary>
    private static async Task AssertFlatAsync(Func<Task> runRound)
    {
        await runRound();
        List<long> bytes = [];
        for (int i = 0; i < RoundCount; i++)
        {
            await runRound();
            bytes.Add(SettledBytes());
        }

        long growth = bytes.Skip(RoundCount / 2).Min() - bytes.Take(RoundCount / 2).Min();
        Assert.True(
            growth < GrowthBytesMax,
            $"resident megabytes by round: {string.Join(", ", bytes.Select(value => value / 1_000_000))}");
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

using Tarn.Common;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>
/// Ends servers with SIGKILL while records come in: what was acknowledged must come to be a row of the table, once.
/// </summary>
public sealed class StreamKillTests
{
    private const int Clients = 16;

    private static readonly int RandomKills = LongTests.Choose(shortly: 3, atLength: 25);

    public static TheoryData<string> Steps =>
    [
        .. Failpoints.All.Where(name => name.StartsWith("streams.", StringComparison.Ordinal)),
        Failpoints.StoragePutBeforeRename,
        Failpoints.StoragePutAfterRename,
    ];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Nothing_is_lost_or_doubled_by_a_kill_at_any_step(string step)
    {
        using EventLake lake = new();
        Dictionary<string, string> variables = new() { [Failpoint.Variable] = $"{step}:3" };
        using (ServerProcess server = await ServerProcess.StartAsync(lake.Path, variables))
        {
            await lake.PutUntilItEndsAsync(server, Clients);
            Assert.Equal(TarnProcess.Killed, (await server.WaitAsync()).ExitCode);
        }

        await lake.CheckAsync($"killed at {step}");
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_by_kills_at_random_moments()
    {
        int seed = TestSeed.Read();
        Random random = new(seed);
        using EventLake lake = new();
        for (int kill = 0; kill < RandomKills; kill++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(lake.Path);
            Task puts = lake.PutUntilItEndsAsync(server, Clients);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 3000)), TestContext.Current.CancellationToken);
            server.Kill();
            await puts;
            await server.WaitAsync();
        }

        Assert.NotEmpty(lake.Acknowledged);
        await lake.CheckAsync($"{RandomKills} kills, seed {seed}");
    }
}

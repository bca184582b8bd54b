using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>Ends runs with SIGKILL and runs again: the lake must come out as if nothing had happened.</summary>
public sealed class KillTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private const int RandomKills = 25;

    /// <summary>Steps of the commit protocol that a run reaches; several hits fall into different tables.</summary>
    public static TheoryData<string> Steps() =>
    [
        .. Failpoints.All
            .Where(name => !name.StartsWith("state.append", StringComparison.Ordinal))
            .Where(name => name != Failpoints.StorageDeleteBeforeUnlink)
            .SelectMany(name => new[] { name, $"{name}:2" }),
    ];

    [Fact]
    public async Task A_run_killed_at_any_moment_and_run_again_ends_like_an_undisturbed_one()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        int killed = 0;
        for (int i = 0; i < RandomKills; i++)
        {
            using TaxiLake lake = undisturbed.Fresh.Copy();
            TimeSpan moment = undisturbed.Duration * random.NextDouble();
            using TarnProcess process = lake.StartRun();
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            process.Kill();
            killed += (await process.WaitAsync()).ExitCode == TarnProcess.Killed ? 1 : 0;

            await RunAgainAsync(lake, $"seed {seed}, kill {i} after {moment.TotalMilliseconds:F0} ms");
        }

        Assert.True(killed >= RandomKills / 2, $"only {killed} of {RandomKills} runs were still going; seed {seed}");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_run_killed_at_a_named_step_and_run_again_ends_like_an_undisturbed_one(string step)
    {
        using TaxiLake lake = undisturbed.Fresh.Copy();
        using TarnProcess process = lake.StartRun(step);
        TarnResult first = await process.WaitAsync();
        Assert.True(first.ExitCode == TarnProcess.Killed, $"{step} was not reached: {first}");

        await RunAgainAsync(lake, step);
    }

    private async Task RunAgainAsync(TaxiLake lake, string what)
    {
        TarnResult again = await lake.RunAsync();
        Assert.True(again.ExitCode == 0, $"{what}: {again}");
        Assert.True((await lake.DigestAsync()).SequenceEqual(undisturbed.Digest), $"{what}: the tables differ");
        Assert.True(lake.Leftovers().Count == 0, $"{what}: left {string.Join(", ", lake.Leftovers())}");
    }
}

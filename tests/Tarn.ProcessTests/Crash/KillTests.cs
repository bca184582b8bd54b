using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>Ends runs with SIGKILL and runs again: the lake must come out as if nothing had happened.</summary>
public abstract class KillTests(UndisturbedRun undisturbed)
{
    private static readonly string[] Reached =
        ["jobs.", "state.write.", "storage.move.", "storage.put.", "tables.commit."];

    /// <summary>How many runs are killed at random moments.</summary>
    protected abstract int RandomKills { get; }

    /// <summary>Steps of the commit protocol that a run reaches.</summary>
    protected static IEnumerable<string> Steps() => Failpoints.All
        .Where(name => Reached.Any(start => name.StartsWith(start, StringComparison.Ordinal)));

    [Fact]
    public async Task A_run_killed_at_any_moment_and_run_again_ends_like_an_undisturbed_one()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        TimeSpan duration = undisturbed.Duration;
        int killed = 0;
        for (int i = 0; killed < RandomKills && i < 3 * RandomKills; i++)
        {
            using TaxiLake lake = undisturbed.Waiting.Copy();
            TimeSpan moment = duration * random.NextDouble();
            if (await KillAsync(lake, moment))
            {
                killed++;
            }
            else
            {
                // The machine has become faster since the run that was timed.
                duration *= 0.8;
            }

            // Every other time the one that recovers dies as well.
            TimeSpan again = i % 2 == 0 ? TimeSpan.Zero : duration * random.NextDouble() / 2;
            if (again > TimeSpan.Zero)
            {
                await KillAsync(lake, again);
            }

            await RunAgainAsync(
                lake,
                $"seed {seed}, kill {i} after {moment.TotalMilliseconds:F0} ms and {again.TotalMilliseconds:F0} ms");
        }

        Assert.True(killed == RandomKills, $"only {killed} runs were still going; seed {seed}");
    }

    protected async Task KillAtAsync(string step)
    {
        using TaxiLake lake = undisturbed.Waiting.Copy();
        using TarnProcess process = lake.StartRun(step);
        TarnResult first = await process.WaitAsync();
        Assert.True(first.ExitCode == TarnProcess.Killed, $"{step} was not reached: {first}");

        await RunAgainAsync(lake, step);
    }

    /// <summary>Two runs write no checkpoint, and neither optimize nor vacuum.</summary>
    private static bool IsCommit(string name) => name.StartsWith("tables.commit.", StringComparison.Ordinal);

    private static async Task<bool> KillAsync(TaxiLake lake, TimeSpan moment)
    {
        using TarnProcess process = lake.StartRun();
        await Task.Delay(moment, TestContext.Current.CancellationToken);
        process.Kill();
        return (await process.WaitAsync()).ExitCode == TarnProcess.Killed;
    }

    private async Task RunAgainAsync(TaxiLake lake, string what)
    {
        TarnResult again = await lake.RunAsync();
        Assert.True(again.ExitCode == 0, $"{what}: {again}");
        Assert.True((await lake.DigestAsync()).SequenceEqual(undisturbed.Digest), $"{what}: the tables differ");
        Assert.True(lake.Leftovers().Count == 0, $"{what}: left {string.Join(", ", lake.Leftovers())}");
    }
}

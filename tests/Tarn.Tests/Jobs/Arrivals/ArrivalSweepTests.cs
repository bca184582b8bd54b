using Tarn.Cli.Hosting;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Arrivals;

public sealed class ArrivalSweepTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LakeRig _lake;

    public ArrivalSweepTests() => _lake = new LakeRig { LakeYaml = EventsLake.Yaml, TimeProvider = _clock };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string TableDirectory => Path.Combine(_lake.Directory, "data", "staging", "events");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Many_small_runs_leave_few_files_and_few_runs()
    {
        _lake.WriteModel(
            "staging.events", "materialized: incremental\non_arrival: true", EventsLake.AllColumns);
        for (int i = 0; i < 40; i++)
        {
            _lake.Deliver($"{i}", $"{i},2024-02-01,a,1");
            await _lake.RunAsync();
        }

        Assert.InRange(await LiveFilesAsync(), 1, 32);
        foreach (string file in Directory.EnumerateFiles(TableDirectory, "*.parquet"))
        {
            File.SetLastWriteTimeUtc(file, _clock.GetUtcNow().UtcDateTime);
        }

        _clock.Advance(TimeSpan.FromDays(8));
        await SweepAsync(runsKept: 5);

        Assert.Equal(await LiveFilesAsync(), Directory.EnumerateFiles(TableDirectory, "*.parquet").Count());
        Assert.Equal(["40"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
        Assert.Equal(5, Directory.EnumerateFiles(Path.Combine(_lake.Directory, ".tarn", "logs"), "*.log").Count());
        Assert.Equal(5, (await RunsAsync()).Count);
    }

    [Fact]
    public async Task A_lake_without_jobs_on_arrival_keeps_its_runs()
    {
        _lake.WriteModel("staging.events", "materialized: incremental", EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,a,1");
        await _lake.RunAsync();
        await _lake.RunAsync();

        await SweepAsync(runsKept: 1);

        Assert.Equal(2, (await RunsAsync()).Count);
    }

    private async Task SweepAsync(int runsKept)
    {
        using LakeHost host = await _lake.OpenAsync();
        await host.Arrivals.SweepAsync(runsKept, Cancellation);
    }

    private async Task<IReadOnlyList<RunReport>> RunsAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        return await host.Runs.ListAsync(100, Cancellation);
    }

    private async Task<long> LiveFilesAsync() => long.Parse(
        (await _lake.QueryAsync("SELECT count(*) FROM system.files WHERE table_database = 'staging'"))[0],
        System.Globalization.CultureInfo.InvariantCulture);
}

using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Samples;

/// <summary>The taxi sample over the real files, against figures worked out apart from it.</summary>
public sealed class TaxiLakeTests : IDisposable
{
    private readonly TaxiRig _lake = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _instance = DuckInstance.Open(new EngineOptions());

    [Fact]
    public async Task Every_row_of_the_real_files_is_accounted_for_and_a_truncated_file_stops_nothing()
    {
        Deliver([.. TaxiFiles.Trips(), TaxiFiles.Truncated()]);

        RunReport run = await _lake.RunAsync();

        Assert.Equal(RunState.Succeeded, run.State);
        StepReport staging = run.Steps[0];
        await AssertStagedAsync(TaxiFiles.Trips(), staging);
        UnreadableFile unreadable = Assert.Single(staging.Unreadable);
        Assert.Equal("trips/" + Path.GetFileName(TaxiFiles.Truncated()), unreadable.Key);
        Assert.Contains("Parquet", unreadable.Reason, StringComparison.OrdinalIgnoreCase);

        foreach (string sql in (string[])
            [
                "SELECT sum(trips) FROM curated.daily_metrics",
                "SELECT sum(pickups) FROM curated.location_analytics",
                "SELECT sum(trips) FROM curated.time_series_analysis",
                "SELECT sum(trips) FROM curated.customer_behavior",
                "SELECT sum(trips) FROM curated.performance_summary",
            ])
        {
            Assert.Equal(staging.RowsOut, await _lake.SumAsync(sql));
        }

        Assert.Equal(RunState.UpToDate, (await _lake.RunAsync()).State);
    }

    [Fact]
    public async Task A_truncated_file_is_read_when_it_is_replaced_and_nothing_else_is()
    {
        string[] files = [.. TaxiFiles.Trips().Take(3)];
        string name = Path.GetFileName(TaxiFiles.Truncated());
        Deliver([.. files, TaxiFiles.Truncated()]);
        Assert.Single((await _lake.RunAsync()).Steps[0].Unreadable);

        string whole = _directory.Sub("yellow_tripdata_2024-01.parquet");
        await new TaxiGenerator(_instance).GenerateAsync(
            new TaxiGenerationOptions { Rows = 4000, Month = new DateOnly(2024, 1, 1), OutputPath = whole },
            progress: null,
            TestContext.Current.CancellationToken);
        _lake.Deliver(whole, name: name);
        StepReport second = (await _lake.RunAsync()).Steps[0];

        Assert.Equal(2, second.InputFiles); // the new file and the zone lookup
        Assert.Empty(second.Unreadable);
        Assert.Equal(4000, second.RowsIn);
        await AssertStagedAsync([whole], second, [.. files, whole]);
    }

    [Fact]
    public async Task A_file_that_is_delivered_again_replaces_its_rows()
    {
        string[] files = [.. TaxiFiles.Trips().Take(3)];
        Deliver(files);
        await _lake.RunAsync();

        _lake.Deliver(files[1], name: Path.GetFileName(files[0]));
        StepReport second = (await _lake.RunAsync()).Steps[0];

        Assert.Equal(2, second.InputFiles); // the new file and the zone lookup
        string stagedRows = "SELECT count(*) FROM staging.trips";
        TaxiExpected same = await ExpectAsync([files[1], files[2]]);
        Assert.Equal(
            same.StagedRowsByFile[Path.GetFileName(files[2])],
            await _lake.SumAsync(stagedRows + $" WHERE source_file LIKE '%{Path.GetFileName(files[2])}'"));
        Assert.Equal(
            await _lake.SumAsync(stagedRows),
            await _lake.SumAsync("SELECT sum(trips) FROM curated.daily_metrics"));
        Assert.Equal(
            second.RowsOut,
            await _lake.SumAsync(stagedRows + $" WHERE source_file LIKE '%{Path.GetFileName(files[0])}'"));
    }

    public void Dispose()
    {
        _instance.Dispose();
        _directory.Dispose();
        _lake.Dispose();
    }

    private void Deliver(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            _lake.Deliver(file);
        }
    }

    /// <summary>
    /// The step took the new files and gave each row or its reason; the table has the rows of all files.
    /// </summary>
    private async Task AssertStagedAsync(
        IReadOnlyList<string> newFiles, StepReport step, IReadOnlyList<string>? allFiles = null)
    {
        TaxiExpected expected = await ExpectAsync(newFiles);
        Assert.Equal(expected.RawRows, step.RowsIn);
        Assert.Equal(expected.StagedRows, step.RowsOut);
        Assert.Equal(step.RowsIn, step.RowsOut + step.RowsDropped + step.RowsQuarantined);
        Assert.Equal(
            expected.Failed.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            step.Checks
                .Where(check => check.Rows > 0 && check.OnFail is OnFail.Drop or OnFail.Quarantine)
                .Select(check => KeyValuePair.Create(check.Name, check.Rows))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal));

        TaxiExpected all = allFiles is null ? expected : await ExpectAsync(allFiles);
        Assert.Equal(all.StagedRows, await _lake.SumAsync("SELECT count(*) FROM staging.trips"));
        Assert.Equal(all.FareAmount, await _lake.SumAsync("SELECT sum(fare_amount) FROM staging.trips"));
        Assert.Equal(all.TotalAmount, await _lake.SumAsync("SELECT sum(total_amount) FROM staging.trips"));
        Assert.Equal(
            all.Distance, await _lake.SumAsync("SELECT sum(trip_distance::DECIMAL(18, 2)) FROM staging.trips"));
    }

    private async Task<TaxiExpected> ExpectAsync(IReadOnlyList<string> files)
    {
        using DuckConnection connection = _instance.Connect();
        return await TaxiExpected.OfAsync(connection, files, TestContext.Current.CancellationToken);
    }
}

using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Changes;

/// <summary>Operations on tables that have a change data feed.</summary>
public sealed class ChangeFeedMaintenanceTests : IDisposable
{
    private readonly ChangeFeedRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Rearranging_rows_changes_none()
    {
        await _rig.CreateAsync();
        await _rig.Lake.WriteAsync(WriteMode.Append, "SELECT 9 AS id, NULL AS name, 1 AS p", ChangeFeedRig.Fields, "p");
        TableOptimizer optimizer = new(_rig.Lake.Table, _rig.Lake.Scratch);
        await optimizer.RunAsync(
            await optimizer.PlanAsync(new OptimizeRequest(), Cancellation), progress: null, Cancellation);

        Assert.Equal(2, (await _rig.Lake.LoadAsync()).Version);
        Assert.Empty(await _rig.ChangesAsync("2"));
        Assert.False(Directory.Exists(Path.Combine(_rig.Lake.TableDirectory, "_change_data")));
    }

    [Fact]
    public async Task Vacuum_keeps_change_files_for_the_retention()
    {
        await _rig.CreateAsync();
        await _rig.UpdateAsync("id = 1", "SELECT 1 AS id, 'new' AS name, 0 AS p");
        DateTime written = _rig.Time.GetUtcNow().UtcDateTime;
        foreach (string file in Directory.GetFiles(_rig.Lake.TableDirectory, "*.parquet", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, written);
        }

        TableVacuum vacuum = new(_rig.Lake.Table);
        _rig.Time.Advance(TimeSpan.FromDays(6));
        Assert.Empty((await vacuum.PlanAsync(new VacuumRequest(), Cancellation)).Files);

        _rig.Time.Advance(TimeSpan.FromDays(2));
        VacuumPlan plan = await vacuum.PlanAsync(new VacuumRequest(), Cancellation);
        await vacuum.RunAsync(plan, progress: null, Cancellation);

        Assert.Equal(2, plan.Files.Count(file => file.Key.Contains("/_change_data/", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.Combine(_rig.Lake.TableDirectory, "_change_data")));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.ReadAsync("1"));
        Assert.Equal(ErrorCodes.VersionGone, exception.Code);
    }

    [Fact]
    public async Task Erase_forgets_change_files_that_hold_the_rows()
    {
        await _rig.CreateAsync();
        await _rig.UpdateAsync("id = 1", "SELECT 1 AS id, 'new' AS name, 0 AS p");
        await _rig.UpdateAsync("id = 2", "SELECT 2 AS id, 'other' AS name, 0 AS p");
        TableEraser eraser = new(_rig.Lake.Table, _rig.Lake.Scratch);

        EraseReport report = await eraser.RunAsync(await eraser.PlanAsync("id = 1", Cancellation), Cancellation);

        Assert.Equal(1, report.RowsErased);
        Assert.Equal(0L, await _rig.Lake.Connection.ScalarAsync(
            $"SELECT count(*) FROM read_parquet('{_rig.Lake.TableDirectory}/**/part-*.parquet') WHERE id = 1",
            Cancellation));
        Assert.Equal(2L, await _rig.Lake.Connection.ScalarAsync(
            $"SELECT count(*) FROM read_parquet('{_rig.Lake.TableDirectory}/_change_data/**/*.parquet')",
            Cancellation));
        Assert.Contains(await _rig.LogAsync(report.Version), line => line.ContainsKey("cdc"));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.ReadAsync($"{report.Version}"));
        Assert.Equal(ErrorCodes.VersionGone, exception.Code);
    }
}

using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

public sealed class TableRestorerTests : IDisposable
{
    private static readonly TableField[] Fields = [new("i", "BIGINT"), new("p", "INTEGER")];
    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_table_comes_back_to_an_earlier_version_as_a_new_commit()
    {
        await AppendAsync(0, 10);
        await AppendAsync(10, 20);
        await _rig.WriteAsync(WriteMode.Overwrite, "SELECT range AS i, 1 AS p FROM range(3)", Fields, "p");
        TableRestorer restorer = new(_rig.Table);

        RestorePlan plan = await restorer.PlanAsync(new AsOf.Version(1), Cancellation);
        long version = await restorer.RunAsync(plan, Cancellation);

        Assert.Equal((4, 1, false), (plan.Added.Count, plan.Removed.Count, plan.ChangesMetadata));
        Assert.Equal(3, version);
        await _rig.HoldsAsync("SELECT range AS i, (range % 2)::INTEGER AS p FROM range(20)", await _rig.ScanAsync());
        Assert.True((await restorer.PlanAsync(new AsOf.Version(1), Cancellation)).IsEmpty);
        Assert.Equal("RESTORE", (await _rig.Table.HistoryAsync(Cancellation).FirstAsync(Cancellation)).Operation);
    }

    [Fact]
    public async Task The_columns_of_then_come_back_too_and_can_be_undone()
    {
        await AppendAsync(0, 10);
        TableField[] wider = [.. Fields, new("s", "VARCHAR")];
        await _rig.WriteAsync(WriteMode.Overwrite, "SELECT 1 AS i, 1 AS p, 'x' AS s", wider, "p");
        TableRestorer restorer = new(_rig.Table);

        await restorer.RunAsync(await restorer.PlanAsync(new AsOf.Version(0), Cancellation), Cancellation);
        await AppendAsync(10, 12);
        await _rig.HoldsAsync("SELECT range AS i, (range % 2)::INTEGER AS p FROM range(12)", await _rig.ScanAsync());

        await restorer.RunAsync(await restorer.PlanAsync(new AsOf.Version(1), Cancellation), Cancellation);
        await _rig.HoldsAsync("SELECT 1::BIGINT AS i, 1 AS p, 'x' AS s", await _rig.ScanAsync());
    }

    [Fact]
    public async Task A_version_whose_files_are_gone_is_refused_by_their_names()
    {
        IReadOnlyList<WrittenFile> files = await AppendAsync(0, 10);
        await _rig.WriteAsync(WriteMode.Overwrite, "SELECT 1 AS i, 1 AS p", Fields, "p");
        File.Delete(Path.Combine(_rig.TableDirectory, files[0].File.Path));

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => new TableRestorer(_rig.Table).PlanAsync(new AsOf.Version(0), Cancellation));

        Assert.Equal(ErrorCodes.VersionGone, exception.Code);
        Assert.Contains(files[0].File.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_come_while_it_is_planned_are_not_lost()
    {
        await AppendAsync(0, 10);
        await AppendAsync(10, 20);
        TableRestorer restorer = new(_rig.Table);
        RestorePlan plan = await restorer.PlanAsync(new AsOf.Version(0), Cancellation);
        await AppendAsync(20, 30);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => restorer.RunAsync(plan, Cancellation));

        Assert.Equal(ErrorCodes.TableConflict, exception.Code);
        Assert.Equal(30, (await _rig.LoadAsync()).RowCount);
    }

    private Task<IReadOnlyList<WrittenFile>> AppendAsync(int first, int end) => _rig.WriteAsync(
        WriteMode.Append,
        $"SELECT range AS i, (range % 2)::INTEGER AS p FROM range({first}, {end})",
        Fields,
        "p");
}

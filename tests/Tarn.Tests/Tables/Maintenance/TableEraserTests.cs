using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

public sealed class TableEraserTests : IDisposable
{
    private const string Rows =
        "SELECT range AS id, 'user' || (range % 10) AS who, (range % 2)::INTEGER AS p FROM range(100)";

    private static readonly TableField[] Fields = [new("id", "BIGINT"), new("who", "VARCHAR"), new("p", "INTEGER")];
    private readonly LakeTableRig _rig = new();

    private TableEraser Eraser => new(_rig.Table, _rig.Scratch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Rows_leave_the_table_and_every_file_and_version_that_held_them()
    {
        await AppendAsync("id < 50");
        await AppendAsync("id >= 50");
        await _rig.WriteAsync(WriteMode.OverwritePartitions, $"FROM ({Rows}) WHERE p = 1", Fields, "p");

        EraseReport report = await EraseAsync("who = 'user3' -- and nobody else");

        Assert.Equal((10L, 1, 3), (report.RowsErased, report.FilesRewritten, report.FilesDeleted));
        await _rig.HoldsAsync($"FROM ({Rows}) WHERE who <> 'user3'", await _rig.ScanAsync());
        Assert.Equal(0L, await CountInFilesAsync("who = 'user3'"));
        Assert.Equal(report.Version, (await _rig.LoadAsync()).Version);
        for (long version = 0; version < report.Version; version++)
        {
            TarnException exception = await Assert.ThrowsAsync<TarnException>(
                () => _rig.Table.LoadAsync(version, Cancellation));
            Assert.Equal(ErrorCodes.VersionGone, exception.Code);
        }

        Assert.True((await Eraser.PlanAsync("who = 'user3'", Cancellation)).IsEmpty);
        await AppendAsync("id = 1");
        Assert.Equal(91, (await _rig.LoadAsync()).RowCount);
    }

    [Fact]
    public async Task The_log_keeps_nothing_of_them()
    {
        await _rig.WriteAsync(WriteMode.Append, "SELECT 1 AS id, 'jane@example.org' AS who, 1 AS p", Fields, "p");
        await _rig.WriteAsync(WriteMode.Append, "SELECT 2 AS id, 'other' AS who, 1 AS p", Fields, "p");

        await EraseAsync("who LIKE 'jane%'");

        foreach (string file in Directory.GetFiles(
            Path.Combine(_rig.TableDirectory, "_delta_log"), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("jane", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rows_that_are_only_in_earlier_versions_are_found_too()
    {
        await AppendAsync("id < 50");
        await _rig.WriteAsync(WriteMode.Overwrite, $"FROM ({Rows}) WHERE id >= 50 AND p = 1", Fields, "p");

        ErasePlan plan = await Eraser.PlanAsync("id = 4", Cancellation);
        EraseReport report = await Eraser.RunAsync(plan, Cancellation);

        Assert.Equal((0L, 0, 1), (plan.Rows, plan.LiveFiles.Count, plan.PastFiles.Count));
        Assert.Equal(1, report.FilesDeleted);
        Assert.Equal(0L, await CountInFilesAsync("id = 4"));
        await _rig.HoldsAsync($"FROM ({Rows}) WHERE id >= 50 AND p = 1", await _rig.ScanAsync());
    }

    [Fact]
    public async Task Rows_for_which_the_condition_is_null_stay()
    {
        await _rig.WriteAsync(
            WriteMode.Append, "SELECT 1 AS id, NULL AS who, 1 AS p UNION ALL SELECT 2, 'x', 1", Fields, "p");

        await EraseAsync("trips.who = 'x'");

        await _rig.HoldsAsync("SELECT 1::BIGINT AS id, NULL::VARCHAR AS who, 1 AS p", await _rig.ScanAsync());
    }

    [Fact]
    public async Task A_condition_that_nothing_meets_changes_nothing()
    {
        await AppendAsync("true");

        Assert.True((await Eraser.PlanAsync("id = -1", Cancellation)).IsEmpty);
    }

    [Theory]
    [InlineData("nobody = 1", ErrorCodes.QueryFailed)]
    [InlineData("id = ", ErrorCodes.SqlSyntax)]
    [InlineData("id IN (SELECT 1 FROM other)", ErrorCodes.StatementNotAllowed)]
    [InlineData("id IN (FROM read_csv('x'))", ErrorCodes.StatementNotAllowed)]
    public async Task A_condition_is_about_columns_of_the_table(string where, string code)
    {
        await AppendAsync("true");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => Eraser.PlanAsync(where, Cancellation));

        Assert.Equal(code, exception.Code);
    }

    [Fact]
    public async Task Rows_appended_meanwhile_are_erased_too()
    {
        await AppendAsync("id < 50");
        ErasePlan plan = await Eraser.PlanAsync("id % 50 = 7", Cancellation);
        await AppendAsync("id >= 50");

        EraseReport report = await Eraser.RunAsync(plan, Cancellation);

        Assert.Equal(2, report.RowsErased);
        Assert.Equal(0L, await CountInFilesAsync("id % 50 = 7"));
        await _rig.HoldsAsync($"FROM ({Rows}) WHERE id % 50 <> 7", await _rig.ScanAsync());
    }

    private Task<IReadOnlyList<WrittenFile>> AppendAsync(string where) =>
        _rig.WriteAsync(WriteMode.Append, $"FROM ({Rows}) WHERE {where}", Fields, "p");

    private async Task<EraseReport> EraseAsync(string where) =>
        await Eraser.RunAsync(await Eraser.PlanAsync(where, Cancellation), Cancellation);

    private async Task<object?> CountInFilesAsync(string where) => await _rig.Connection.ScalarAsync(
        $"SELECT count(*) FROM read_parquet('{_rig.TableDirectory}/p=*/*.parquet') WHERE {where}", Cancellation);
}

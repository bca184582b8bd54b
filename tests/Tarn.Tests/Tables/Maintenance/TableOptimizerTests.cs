using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

public sealed class TableOptimizerTests : IDisposable
{
    private const string Rows =
        "SELECT range AS i, (hash(range) % 1000)::BIGINT AS h, (hash(range + 7) % 1000)::BIGINT AS k, "
        + "CASE WHEN range % 3 > 0 THEN range % 3 END::INTEGER AS p";

    private static readonly TableField[] Fields =
        [new("i", "BIGINT"), new("h", "BIGINT"), new("k", "BIGINT"), new("p", "INTEGER")];

    private readonly LakeTableRig _rig = new();

    private TableOptimizer Optimizer => new(_rig.Table, _rig.Scratch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Small_files_of_a_partition_become_one_and_no_row_changes()
    {
        await AppendAsync(5);

        OptimizeReport report = await RunAsync(new OptimizeRequest());

        Assert.Equal((15, 3, 5L), (report.FilesRemoved, report.FilesAdded, report.Version));
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(3, snapshot.Files.Count);
        Assert.Equal(500, snapshot.RowCount);
        await _rig.HoldsAsync($"{Rows} FROM range(500)", await _rig.ScanAsync());
        Assert.Empty((await Optimizer.PlanAsync(new OptimizeRequest(), Cancellation)).Groups);
    }

    [Fact]
    public async Task Files_that_are_large_enough_are_left()
    {
        await AppendAsync(3);
        long size = (await _rig.LoadAsync()).Files.Max(file => file.SizeBytes);

        OptimizePlan plan = await Optimizer.PlanAsync(new OptimizeRequest { TargetBytes = size }, Cancellation);

        Assert.Empty(plan.Groups);
    }

    [Fact]
    public async Task New_small_files_are_joined_without_those_of_before()
    {
        await AppendAsync(4);
        long target = 3 * (await _rig.LoadAsync()).Files.Max(file => file.SizeBytes) / 2;
        await RunAsync(new OptimizeRequest { TargetBytes = target });
        HashSet<string> before = [.. (await _rig.LoadAsync()).Files
            .Where(file => file.SizeBytes >= 0.75 * target).Select(file => file.Path)];
        await AppendAsync(2, first: 4);

        await RunAsync(new OptimizeRequest { TargetBytes = target });

        Assert.Subset((await _rig.LoadAsync()).Files.Select(file => file.Path).ToHashSet(), before);
        await _rig.HoldsAsync($"{Rows} FROM range(600)", await _rig.ScanAsync());
    }

    [Fact]
    public async Task The_commit_only_rearranges()
    {
        await AppendAsync(2);
        await RunAsync(new OptimizeRequest());

        string log = await File.ReadAllTextAsync(
            Path.Combine(_rig.TableDirectory, "_delta_log", "00000000000000000002.json"), Cancellation);
        JsonNode[] lines = [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)];
        Assert.Equal("OPTIMIZE", (string?)lines[0]["commitInfo"]!["operation"]);
        Assert.All(
            lines.Skip(1), line => Assert.False((bool)(line["add"] ?? line["remove"])!["dataChange"]!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Near_values_come_to_lie_in_the_same_files(bool interleave)
    {
        for (int i = 0; i < 3; i++)
        {
            await _rig.WriteAsync(
                WriteMode.Append,
                $"SELECT * REPLACE (1 AS p) FROM ({Rows} FROM range({i * 400_000}, {(i + 1) * 400_000}))",
                Fields,
                "p");
        }

        OptimizeRequest request = new() { ClusterBy = ["h", "k"], Interleave = interleave, TargetBytes = 500_000 };

        await RunAsync(request);

        TableSnapshot snapshot = await _rig.LoadAsync();
        await _rig.HoldsAsync(
            $"SELECT * REPLACE (1 AS p) FROM ({Rows} FROM range(1200000))", await _rig.ScanAsync());
        Assert.InRange(snapshot.Files.Count, 5, 100);
        double h = snapshot.Files.Average(file => Width(file, "h"));
        double k = snapshot.Files.Average(file => Width(file, "k"));
        Assert.True(interleave ? h < 700 && k < 700 : h < 250 && k > 900, $"{snapshot.Files.Count} files: {h}, {k}");
        Assert.Empty((await Optimizer.PlanAsync(request, Cancellation)).Groups);
        Assert.NotEmpty((await Optimizer.PlanAsync(request with { Again = true }, Cancellation)).Groups);
    }

    [Theory]
    [InlineData("nothing", "there is no column 'nothing'")]
    [InlineData("p", "'p' is a partition column")]
    public async Task Columns_to_cluster_by_are_checked(string column, string message)
    {
        await AppendAsync(1);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => Optimizer.PlanAsync(new OptimizeRequest { ClusterBy = [column] }, Cancellation));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_appended_meanwhile_are_kept_and_do_not_stand_in_the_way()
    {
        await AppendAsync(3);
        OptimizePlan plan = await Optimizer.PlanAsync(new OptimizeRequest(), Cancellation);
        await AppendAsync(1, first: 3);

        OptimizeReport report = await Optimizer.RunAsync(plan, null, Cancellation);

        Assert.Equal((9, 0), (report.FilesRemoved, report.GroupsSkipped));
        await _rig.HoldsAsync($"{Rows} FROM range(400)", await _rig.ScanAsync());
    }

    [Fact]
    public async Task Files_that_others_replaced_meanwhile_are_left_to_them()
    {
        await AppendAsync(3);
        OptimizePlan plan = await Optimizer.PlanAsync(new OptimizeRequest(), Cancellation);
        await _rig.WriteAsync(
            WriteMode.OverwritePartitions, $"FROM ({Rows} FROM range(10)) WHERE p = 1", Fields, "p");

        OptimizeReport report = await Optimizer.RunAsync(plan, null, Cancellation);

        Assert.Equal((6, 2, 1), (report.FilesRemoved, report.FilesAdded, report.GroupsSkipped));
        await _rig.HoldsAsync(
            $"FROM ({Rows} FROM range(300)) WHERE p IS DISTINCT FROM 1 UNION ALL FROM ({Rows} FROM range(10)) "
            + "WHERE p = 1",
            await _rig.ScanAsync());
        int filesOnDisk = Directory.GetFiles(_rig.TableDirectory, "*.parquet", SearchOption.AllDirectories).Length;
        Assert.Equal(9 + 1 + 2, filesOnDisk);
    }

    [Fact]
    public async Task A_large_table_is_committed_in_parts()
    {
        await AppendAsync(3);
        TableOptimizer optimizer = new(_rig.Table, _rig.Scratch) { CommitBytes = 1 };
        List<MaintenanceProgress> progress = [];

        OptimizeReport report = await optimizer.RunAsync(
            await optimizer.PlanAsync(new OptimizeRequest(), Cancellation), new Listener(progress), Cancellation);

        Assert.Equal(5, report.Version);
        Assert.Equal(3, progress.Count);
        Assert.Equal(progress[^1].BytesTotal, progress[^1].BytesDone);
    }

    private static double Width(DataFile file, string column) =>
        (double)file.Statistics!["maxValues"]![column]! - (double)file.Statistics!["minValues"]![column]!;

    private async Task<OptimizeReport> RunAsync(OptimizeRequest request) => await Optimizer.RunAsync(
        await Optimizer.PlanAsync(request, Cancellation), null, Cancellation);

    private async Task AppendAsync(int times, int first = 0, int rowsEach = 100)
    {
        for (int i = first; i < first + times; i++)
        {
            await _rig.WriteAsync(
                WriteMode.Append, $"{Rows} FROM range({i * rowsEach}, {(i + 1) * rowsEach})", Fields, "p");
        }
    }

    private sealed class Listener(List<MaintenanceProgress> heard) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value) => heard.Add(value);
    }
}
